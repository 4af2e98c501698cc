package dev.shizuka.ledger;

import dev.shizuka.ledger.PolicyUse.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One policy's figures as they are held.
 *
 * @param days since 1970 in UTC; at least the last 30 in which something was counted, sums need no more
 */
record PolicyDays(Instant knownSince, Optional<Instant> lastMatch, Counts ever, SortedMap<Long, Counts> days) {
  private static final int WEEK = 7;
  private static final int MONTH = 30;
  /** So that an alert that stays matched is one write in five minutes for each of its policies, not one a poll. */
  private static final long ROUNDING = Duration.ofMinutes(5).toMillis();

  PolicyDays {
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
  }

  static PolicyDays known(Instant since) {
    return new PolicyDays(since, Optional.empty(), Counts.NONE, Collections.emptySortedMap());
  }

  static long day(Instant at) {
    return Math.floorDiv(at.toEpochMilli(), Duration.ofDays(1).toMillis());
  }

  /** This one if it is known already. */
  PolicyDays matched(Instant at) {
    Instant rounded = Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), ROUNDING) * ROUNDING);
    return lastMatch.filter(last -> !last.isBefore(rounded)).isPresent()
        ? this
        : new PolicyDays(knownSince, Optional.of(rounded), ever, days);
  }

  PolicyDays plus(long day, Counts more) {
    SortedMap<Long, Counts> after = new TreeMap<>(days.tailMap(day - MONTH));
    after.merge(day, more, Counts::plus);
    return new PolicyDays(knownSince, lastMatch, ever.plus(more), after);
  }

  PolicyUse use(Instant now, long suppressedNow) {
    return new PolicyUse(knownSince, lastMatch, suppressedNow, last(WEEK, now), last(MONTH, now), ever);
  }

  private Counts last(int count, Instant now) {
    return days.tailMap(day(now) - count + 1).values().stream().reduce(Counts.NONE, Counts::plus);
  }
}
