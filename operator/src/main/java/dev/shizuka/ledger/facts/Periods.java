package dev.shizuka.ledger.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Sets of periods. Every answer is sorted, and its periods are apart. */
public final class Periods {
  private Periods() {}

  /** All of them, those that are less than {@code near} apart as one. */
  public static List<Period> joined(Collection<Period> periods, Duration near) {
    List<Period> joined = new ArrayList<>();
    for (Period next : periods.stream().sorted(Comparator.comparing(Period::from)).toList()) {
      if (joined.isEmpty() || apart(joined.getLast(), next, near)) {
        joined.add(next);
      } else {
        Period last = joined.removeLast();
        joined.add(new Period(last.from(), later(last.until(), next.until())));
      }
    }
    return joined;
  }

  private static boolean apart(Period one, Period next, Duration near) {
    return next.from().isAfter(one.until()) && !next.from().isBefore(one.until().plus(near));
  }

  /** What of the period none of them has. */
  public static List<Period> without(Period period, Collection<Period> taken) {
    List<Period> left = new ArrayList<>();
    Instant at = period.from();
    for (Period next : joined(taken, Duration.ZERO)) {
      if (next.from().isAfter(at) && at.isBefore(period.until())) {
        left.add(new Period(at, earlier(next.from(), period.until())));
      }
      at = later(at, next.until());
    }
    if (at.isBefore(period.until())) {
      left.add(new Period(at, period.until()));
    }
    return left;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
