package dev.shizuka.report.run;

import dev.shizuka.compile.CronSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The latest of the times that have come. */
final class DueTime {
  private DueTime() {}

  /**
   * @param after this one and those before it are taken care of
   * @param now times up to this one, included, have come
   */
  static Optional<Instant> latest(CronSchedule schedule, Instant after, Instant now) {
    // Looked for backwards in growing steps: a schedule of minutes, after a year, would have half a million of them.
    Duration back = Duration.ofMinutes(1);
    while (now.minus(back).isAfter(after) && next(schedule, now.minus(back), now).isEmpty()) {
      back = back.multipliedBy(2);
    }
    Instant from = now.minus(back).isAfter(after) ? now.minus(back) : after;
    Optional<Instant> found = next(schedule, from, now);
    Optional<Instant> later = found;
    while (later.isPresent()) {
      found = later;
      later = next(schedule, later.get(), now);
    }
    return found;
  }

  private static Optional<Instant> next(CronSchedule schedule, Instant after, Instant until) {
    return schedule.next(after).filter(next -> !next.isAfter(until));
  }
}
