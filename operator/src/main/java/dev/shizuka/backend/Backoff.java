package dev.shizuka.backend.prometheus;

import java.time.Duration;

/** A second after the first failure, twice as long after each further one, a minute at most. */
final class Backoff {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private Duration next = Duration.ofSeconds(1);

  Duration next() {
    Duration now = next;
    next = now.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : now.multipliedBy(2);
    return now;
  }

  void reset() {
    next = Duration.ofSeconds(1);
  }
}
