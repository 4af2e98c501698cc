package dev.shizuka.compile;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.policy.DateRange;
import dev.shizuka.policy.Recurrence;
import dev.shizuka.policy.Schedule;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A declared schedule, and what is wrong with it. */
final class ScheduleReader {
  private static final String PATH = "/spec/schedule";
  private static final String REASON = "ScheduleInvalid";
  private static final int MOST_WINDOWS = 64;
  private static final int MOST_DATES = 366;
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final Pattern DATES = Pattern
      .compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\\.\\.([0-9]{4}-[0-9]{2}-[0-9]{2}))?");

  private final Problems problems;

  private ScheduleReader(Problems problems) {
    this.problems = problems;
  }

  /** Only to be used if no problem was added. */
  static Optional<Schedule> read(SuppressionPolicySpec.Schedule declared, Problems problems) {
    return new ScheduleReader(problems).schedule(declared);
  }

  private Optional<Schedule> schedule(SuppressionPolicySpec.Schedule declared) {
    Optional<ZoneId> zone = TimeZones.find(PATH + "/timeZone", declared.timeZone(), problems);
    List<SuppressionPolicySpec.Window> windows = declared.windows();
    problems.require(!windows.isEmpty() && windows.size() <= MOST_WINDOWS, PATH + "/windows", REASON,
        "1 to " + MOST_WINDOWS + " windows are required");
    List<Recurrence> recurrences = new ArrayList<>();
    for (int index = 0; index < Math.min(windows.size(), MOST_WINDOWS); index++) {
      recurrence(PATH + "/windows/" + index, windows.get(index)).ifPresent(recurrences::add);
    }
    List<DateRange> except = dates(PATH + "/except", declared.except());
    return zone.map(found -> new Schedule(found, recurrences, except));
  }

  private Optional<Recurrence> recurrence(String path, SuppressionPolicySpec.Window window) {
    problems.require(window.days().isEmpty() != window.dates().isEmpty(), path, REASON,
        "Exactly one of days and dates is required");
    Set<DayOfWeek> days = Weekdays.read(path + "/days", window.days(), REASON, problems);
    List<DateRange> dates = dates(path + "/dates", window.dates());
    Optional<LocalTime> from = time(path + "/from", window.from(), "from 00:00 to 23:59");
    // Midnight, which is never later than the start, is the end of the day.
    Optional<LocalTime> until = "24:00".equals(window.until())
        ? Optional.of(LocalTime.MIDNIGHT)
        : time(path + "/until", window.until(), "from 00:00 to 24:00");
    return from.flatMap(start -> until.map(end -> new Recurrence(days, dates, start, end)));
  }

  private Optional<LocalTime> time(String path, @Nullable String text, String range) {
    boolean good = problems.require(text != null && TIME.matches(text), path, REASON,
        "A time of day such as \"01:30\" in quotes is required, " + range);
    return good && text != null ? Optional.of(LocalTime.parse(text)) : Optional.empty();
  }

  private List<DateRange> dates(String path, List<String> texts) {
    List<DateRange> ranges = new ArrayList<>();
    problems.require(texts.size() <= MOST_DATES, path, REASON, "At most " + MOST_DATES + " are allowed");
    for (int index = 0; index < Math.min(texts.size(), MOST_DATES); index++) {
      String text = texts.get(index);
      Optional<DateRange> range = range(text);
      problems.require(range.isPresent(), path + "/" + index, REASON, "`" + text
          + "` is no date: write one such as 2027-12-28, or a range such as 2027-12-28..2028-01-03 of at most "
          + MOST_DATES + " days");
      range.ifPresent(ranges::add);
    }
    return ranges;
  }

  private static Optional<DateRange> range(String text) {
    Matcher matcher = DATES.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate first = LocalDate.parse(matcher.group(1));
      LocalDate last = matcher.group(2) == null ? first : LocalDate.parse(matcher.group(2));
      boolean good = !last.isBefore(first) && last.isBefore(first.plusDays(MOST_DATES));
      return good ? Optional.of(new DateRange(first, last)) : Optional.empty();
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }
}
