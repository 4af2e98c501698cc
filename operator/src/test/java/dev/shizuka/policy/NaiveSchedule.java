package dev.shizuka.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;

/**
 * What a schedule means, said without gaps and overlaps: a moment is inside a window if the clock on the wall has shown the window's start (or
 * more) by then, and will show less than its end then or later. Looks at every minute.
 */
public final class NaiveSchedule {
  private static final int MARGIN = 4 * 24 * 60;
  private final long[] shownUntil;
  private final long[] shownFrom;
  private final int minutes;

  private NaiveSchedule(Schedule schedule, Instant from, int minutes) {
    this.minutes = minutes;
    int all = minutes + 2 * MARGIN;
    long[] wall = new long[all];
    for (int at = 0; at < all; at++) {
      Instant moment = from.plusSeconds(60L * (at - MARGIN));
      wall[at] = LocalDateTime.ofInstant(moment, schedule.zone()).toEpochSecond(ZoneOffset.UTC);
    }
    shownUntil = wall.clone();
    shownFrom = wall.clone();
    for (int at = 1; at < all; at++) {
      shownUntil[at] = Math.max(shownUntil[at - 1], wall[at]);
      shownFrom[all - 1 - at] = Math.min(shownFrom[all - at], wall[all - 1 - at]);
    }
  }

  /** One bit a minute. */
  public static BitSet minutes(Schedule schedule, Instant from, int minutes) {
    return new NaiveSchedule(schedule, from, minutes).inside(schedule, from);
  }

  private BitSet inside(Schedule schedule, Instant from) {
    BitSet inside = new BitSet();
    LocalDate first = LocalDate.ofInstant(from, schedule.zone()).minusDays(4);
    for (LocalDate day = first; day.isBefore(first.plusDays(minutes / 1440 + 10)); day = day.plusDays(1)) {
      for (Recurrence recurrence : schedule.recurrences()) {
        if (on(schedule, recurrence, day)) {
          mark(inside, recurrence, day);
        }
      }
    }
    return inside;
  }

  private static boolean on(Schedule schedule, Recurrence recurrence, LocalDate day) {
    boolean excepted = schedule.except().stream().anyMatch(range -> range.contains(day));
    return !excepted && (recurrence.weekdays().contains(day.getDayOfWeek())
        || recurrence.dates().stream().anyMatch(range -> range.contains(day)));
  }

  private void mark(BitSet inside, Recurrence recurrence, LocalDate day) {
    long start = day.atTime(recurrence.from()).toEpochSecond(ZoneOffset.UTC);
    boolean sameDay = recurrence.until().isAfter(recurrence.from());
    long end = (sameDay ? day : day.plusDays(1)).atTime(recurrence.until()).toEpochSecond(ZoneOffset.UTC);
    for (int at = firstShown(start); at < shownFrom.length && shownFrom[at] < end; at++) {
      if (at >= MARGIN && at < MARGIN + minutes) {
        inside.set(at - MARGIN);
      }
    }
  }

  private int firstShown(long start) {
    int low = 0;
    int high = shownUntil.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (shownUntil[middle] >= start) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
