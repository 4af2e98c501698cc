package dev.shizuka.ledger.facts;

import java.time.Instant;

/** A time in which nothing was seen and that history has not filled. */
public record Gap(Instant from, Instant until, Reason reason) {
  /** Why it is not filled. */
  public enum Reason {
    /** It will be tried, or is tried again. */
    NotYet,
    /** The backend declares no Prometheus. */
    NoPrometheus,
    /** None could be read for days. */
    Unreadable,
    /** Prometheus was not at work then, or does not keep it so long. */
    NotKept,
    /** Prometheus changes the labels of alerts in ways that are not followed. */
    Relabelled,
    /** More alerts than are taken. */
    TooMuch
  }

  public Gap(Period period, Reason reason) {
    this(period.from(), period.until(), reason);
  }

  public Period period() {
    return new Period(from, until);
  }
}
