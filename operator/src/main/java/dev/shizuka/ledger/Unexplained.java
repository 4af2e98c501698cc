package dev.shizuka.ledger;

import java.time.Instant;
import java.util.Map;

/**
 * Misses of days that are over, without a cause.
 *
 * @param before the beginning of the day that is not over
 * @param misses by priority
 */
record Unexplained(Instant before, Map<String, Long> misses) {
  static final Unexplained UNKNOWN = new Unexplained(Instant.MIN, Map.of());

  Unexplained {
    misses = Map.copyOf(misses);
  }

  /** Whether it holds at another time. */
  boolean holds(Instant day, Bookkeeping changed) {
    return before.equals(day) && !changed.missesBefore(day);
  }
}
