package dev.shizuka.backend;

import java.time.Duration;

/** A second after the first failure, twice as long after each further one, a minute at most. */
public final class Backoff {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private Duration next = Duration.ofSeconds(1);

  public Duration next() {
    Duration now = next;
    next = now.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : now.multipliedBy(2);
    return now;
  }

  public void reset() {
    next = Duration.ofSeconds(1);
  }
}
