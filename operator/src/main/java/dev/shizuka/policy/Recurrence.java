package dev.shizuka.policy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/**
 * A window of local time on each of its days.
 *
 * @param weekdays on which it starts
 * @param dates on which it starts too
 * @param until exclusive; not later than {@code from}: on the next day, so that midnight is the end of the day
 */
public record Recurrence(Set<DayOfWeek> weekdays, List<DateRange> dates, LocalTime from, LocalTime until) {
  public Recurrence {
    weekdays = Set.copyOf(weekdays);
    dates = List.copyOf(dates);
  }

  boolean startsOn(LocalDate date) {
    return weekdays.contains(date.getDayOfWeek()) || dates.stream().anyMatch(range -> range.contains(date));
  }

  LocalDateTime start(LocalDate date) {
    return date.atTime(from);
  }

  LocalDateTime end(LocalDate date) {
    return (until.isAfter(from) ? date : date.plusDays(1)).atTime(until);
  }
}
