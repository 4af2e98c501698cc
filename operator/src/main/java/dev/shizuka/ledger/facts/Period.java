package dev.shizuka.ledger.facts;

import java.time.Duration;
import java.time.Instant;

/** From a time up to, and without, another. */
public record Period(Instant from, Instant until) {
  public Period {
    if (until.isBefore(from)) {
      throw new IllegalArgumentException(until + " is before " + from);
    }
  }

  public boolean contains(Instant time) {
    return !time.isBefore(from) && time.isBefore(until);
  }

  public Duration length() {
    return Duration.between(from, until);
  }
}
