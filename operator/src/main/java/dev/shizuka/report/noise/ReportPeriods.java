package dev.shizuka.report.noise;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Comparison;
import dev.shizuka.api.NoiseReportSpec.Unit;
import dev.shizuka.api.NoiseReportSpec.Window;
import dev.shizuka.compile.PrometheusDuration;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.ledger.facts.SlotFacts;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;

/**
 * The periods of a report:
 *
 * <ol>
 * <li>{@code last}: up to the present quarter of an hour; compared with the same length directly before.
 * <li>{@code previous}: the last calendar unit that is over; compared with the one before it, as it is, be it longer or shorter.
 * <li>{@code current}: the calendar unit that runs, so far; compared with as much of the one before it. A target is measured against the whole
 * of that.
 * <li>A comparison that is declared is scaled to the window's length.
 * </ol>
 *
 * @param window what is looked at
 * @param whole the window with what is still to come of it
 * @param comparison what the window is compared with
 * @param baseline what {@code whole} is compared with
 * @param scaled whether figures of the comparison are scaled
 */
public record ReportPeriods(Period window, Period whole, Period comparison, Period baseline, boolean scaled) {
  /** @param spec accepted by compile */
  public static ReportPeriods of(NoiseReportSpec spec, Instant now) {
    ZoneId zone = ZoneId.of(Objects.requireNonNull(spec.timeZone()));
    ReportPeriods natural = natural(Objects.requireNonNull(spec.window()), zone, SlotFacts.slot(now));
    Comparison declared = spec.comparison();
    if (declared == null) {
      return natural;
    }
    Period comparison = declared.length() == null
        ? new Period(start(LocalDate.parse(Objects.requireNonNull(declared.from())), zone),
            start(LocalDate.parse(Objects.requireNonNull(declared.until())), zone))
        : before(natural.window().from(), length(declared.length()));
    return new ReportPeriods(natural.window(), natural.whole(), comparison, comparison, true);
  }

  /** What a figure of the comparison is multiplied by to stand beside one of the window. */
  public double scale() {
    return scaled ? ratio(window, comparison) : 1;
  }

  /** What a figure of the baseline is multiplied by to stand beside one of the whole window. */
  public double baselineScale() {
    return scaled ? ratio(whole, baseline) : 1;
  }

  /** Share of the whole window that is over. */
  public double elapsed() {
    return ratio(window, whole);
  }

  private static double ratio(Period one, Period other) {
    return other.length().isZero() ? 1 : (double) one.length().toSeconds() / other.length().toSeconds();
  }

  private static ReportPeriods natural(Window window, ZoneId zone, Instant now) {
    if (window.last() != null) {
      Period last = before(now, length(window.last()));
      Period earlier = before(last.from(), last.length());
      return new ReportPeriods(last, last, earlier, earlier, false);
    }
    LocalDate today = now.atZone(zone).toLocalDate();
    if (window.previous() != null) {
      LocalDate end = begin(today, window.previous());
      LocalDate begin = back(end, window.previous());
      Period whole = days(begin, end, zone);
      Period earlier = days(back(begin, window.previous()), begin, zone);
      return new ReportPeriods(whole, whole, earlier, earlier, false);
    }
    Unit unit = Objects.requireNonNull(window.current());
    LocalDate begin = begin(today, unit);
    Period whole = days(begin, forth(begin, unit), zone);
    Period earlier = days(back(begin, unit), begin, zone);
    Period soFar = new Period(whole.from(), now);
    Instant asFar = earlier.from().plus(soFar.length());
    Period comparable = new Period(earlier.from(), asFar.isAfter(earlier.until()) ? earlier.until() : asFar);
    return new ReportPeriods(soFar, whole, comparable, earlier, false);
  }

  private static Period before(Instant until, Duration length) {
    return new Period(SlotFacts.slot(until.minus(length)), until);
  }

  private static Duration length(String text) {
    return PrometheusDuration.parse(text).orElseThrow();
  }

  private static Period days(LocalDate from, LocalDate until, ZoneId zone) {
    return new Period(start(from, zone), start(until, zone));
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static LocalDate begin(LocalDate day, Unit unit) {
    return switch (unit) {
      case Week -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case Month -> day.withDayOfMonth(1);
      case Quarter -> LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1);
      case Year -> day.withDayOfYear(1);
    };
  }

  private static LocalDate forth(LocalDate begin, Unit unit) {
    return switch (unit) {
      case Week -> begin.plusWeeks(1);
      case Month -> begin.plusMonths(1);
      case Quarter -> begin.plusMonths(3);
      case Year -> begin.plusYears(1);
    };
  }

  private static LocalDate back(LocalDate begin, Unit unit) {
    return begin(begin.minusDays(1), unit);
  }
}
