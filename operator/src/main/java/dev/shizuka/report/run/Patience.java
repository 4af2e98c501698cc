package dev.shizuka.report.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a delivery is tried, and how often.
 *
 * @param first until the second try; twice as long after each further one
 * @param longest between two tries
 * @param end after which it is given up
 */
public record Patience(Duration first, Duration longest, Duration end) {
  /** A receiver that is away for a night gets it in the morning. */
  public static final Patience DEFAULT = new Patience(Duration.ofSeconds(30), Duration.ofMinutes(30),
      Duration.ofHours(24));

  /** When it is tried again; empty where it is given up. */
  Optional<Instant> next(int attempts, Instant takenAt, Instant now) {
    long doublings = Math.clamp(attempts - 1L, 0, 20);
    Duration grown = first.multipliedBy(1L << doublings);
    Instant next = now.plus(grown.compareTo(longest) < 0 ? grown : longest);
    return Optional.of(next).filter(time -> !time.isAfter(takenAt.plus(end)));
  }
}
