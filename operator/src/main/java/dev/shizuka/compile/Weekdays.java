package dev.shizuka.compile;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Weekdays and ranges of them, {@code mon} or {@code fri-mon}. */
final class Weekdays {
  private static final List<String> NAMES = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private Weekdays() {}

  /** Those that could be read; what could not is added to the problems, with that reason. */
  static Set<DayOfWeek> read(String path, List<String> texts, String reason, Problems problems) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    problems.require(texts.size() <= NAMES.size(), path, reason, "At most " + NAMES.size() + " are allowed");
    for (int index = 0; index < Math.min(texts.size(), NAMES.size()); index++) {
      List<String> ends = List.of(texts.get(index).split("-", -1));
      if (problems.require(ends.size() <= 2 && NAMES.containsAll(ends), path + "/" + index, reason,
          "`" + texts.get(index) + "` is no weekday: write " + String.join(", ", NAMES) + ", or a range such as"
              + " mon-fri")) {
        range(day(ends.getFirst()), day(ends.getLast()), days);
      }
    }
    return days;
  }

  private static DayOfWeek day(String name) {
    return DayOfWeek.of(NAMES.indexOf(name) + 1);
  }

  /** From Friday to Monday there are four days. */
  private static void range(DayOfWeek first, DayOfWeek last, Set<DayOfWeek> days) {
    for (DayOfWeek day = first; day != last; day = day.plus(1)) {
      days.add(day);
    }
    days.add(last);
  }
}
