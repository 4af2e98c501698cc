package dev.shizuka.cli.demo.history;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * When an alert comes.
 *
 * @param perDay how often on average, on days on which it comes at all
 * @param changedFrom from this day on it comes {@code change} times as often; the last day of all for one that never changes
 */
record Rhythm(double perDay, Hours hours, LocalDate changedFrom, double change) {
  /** Parts of the day. */
  enum Hours {
    ANY(0, 24 * 60, false), DAYTIME(8 * 60, 13 * 60, false),
    /** The window of the nightly batch. */
    BATCH(60, 210, true),
    /** All but that. */
    NOT_BATCH(5 * 60, 18 * 60, false);

    private final int firstMinute;
    private final int minutes;
    private final boolean weekdaysOnly;

    Hours(int firstMinute, int minutes, boolean weekdaysOnly) {
      this.firstMinute = firstMinute;
      this.minutes = minutes;
      this.weekdaysOnly = weekdaysOnly;
    }
  }

  static Rhythm daily(double perDay, Hours hours) {
    return new Rhythm(perDay, hours, LocalDate.MAX, 1);
  }

  Rhythm changing(LocalDate from, double times) {
    return new Rhythm(perDay, hours, from, times);
  }

  /** Seconds of that day's local time, sorted. */
  List<LocalTime> times(LocalDate day, Random random) {
    DayOfWeek weekday = day.getDayOfWeek();
    if (hours.weekdaysOnly && (weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY)) {
      return List.of();
    }
    int count = poisson(day.isBefore(changedFrom) ? perDay : perDay * change, random);
    List<LocalTime> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add(LocalTime.MIN.plusMinutes(hours.firstMinute).plusSeconds(random.nextInt(hours.minutes * 60)));
    }
    times.sort(LocalTime::compareTo);
    return times;
  }

  static boolean night(ZonedDateTime local) {
    return local.getHour() >= 22 || local.getHour() < 7;
  }

  private static int poisson(double mean, Random random) {
    double limit = Math.exp(-mean);
    int count = -1;
    for (double product = 1; product > limit; count++) {
      product *= random.nextDouble();
    }
    return count;
  }
}
