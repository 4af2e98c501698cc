package dev.shizuka.report.noise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Comparison;
import dev.shizuka.api.NoiseReportSpec.Unit;
import dev.shizuka.api.NoiseReportSpec.Window;
import dev.shizuka.ledger.facts.Period;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportPeriodsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:20:00Z");

  @Test
  void lastIsComparedWithTheSameLengthDirectlyBefore() {
    ReportPeriods periods = periods(new Window("7d", null, null), null);
    assertThat(text(periods.window())).isEqualTo("2026-11-14T03:15:00Z/2026-11-21T03:15:00Z");
    assertThat(text(periods.comparison())).isEqualTo("2026-11-07T03:15:00Z/2026-11-14T03:15:00Z");
    assertThat(periods.elapsed()).isEqualTo(1);
    assertThat(periods.scale()).isEqualTo(1);
  }

  @Test
  void previousIsTheLastCalendarUnitThatIsOver() {
    ReportPeriods month = periods(new Window(null, null, Unit.Month), null);
    assertThat(text(month.window())).isEqualTo("2026-09-30T22:00:00Z/2026-10-31T23:00:00Z");
    assertThat(text(month.comparison())).isEqualTo("2026-08-31T22:00:00Z/2026-09-30T22:00:00Z");
    assertThat(text(periods(new Window(null, null, Unit.Week), null).window()))
        .isEqualTo("2026-11-08T23:00:00Z/2026-11-15T23:00:00Z");
    assertThat(text(periods(new Window(null, null, Unit.Year), null).comparison()))
        .isEqualTo("2023-12-31T23:00:00Z/2024-12-31T23:00:00Z");
  }

  @Test
  void currentIsComparedWithAsMuchOfTheUnitBefore() {
    ReportPeriods quarter = periods(new Window(null, Unit.Quarter, null), null);
    assertThat(text(quarter.window())).isEqualTo("2026-09-30T22:00:00Z/2026-11-21T03:15:00Z");
    assertThat(text(quarter.whole())).isEqualTo("2026-09-30T22:00:00Z/2026-12-31T23:00:00Z");
    assertThat(quarter.comparison().length()).isEqualTo(quarter.window().length());
    assertThat(text(quarter.baseline())).isEqualTo("2026-06-30T22:00:00Z/2026-09-30T22:00:00Z");
    assertThat(quarter.elapsed()).isBetween(0.55, 0.57);
  }

  @Test
  void declaredComparisonIsScaledToTheWindow() {
    ReportPeriods length = periods(new Window("30d", null, null), new Comparison("90d", null, null));
    assertThat(text(length.comparison())).isEqualTo("2026-07-24T03:15:00Z/2026-10-22T03:15:00Z");
    assertThat(length.scale()).isEqualTo(1.0 / 3);
    ReportPeriods dates = periods(new Window("30d", null, null), new Comparison(null, "2026-03-01", "2026-04-30"));
    assertThat(text(dates.comparison())).isEqualTo("2026-02-28T23:00:00Z/2026-04-29T22:00:00Z");
  }

  private static ReportPeriods periods(Window window, Comparison comparison) {
    return ReportPeriods.of(new NoiseReportSpec(null, window, comparison, "Europe/Berlin", null, null, null, null,
        List.of()), NOW);
  }

  private static String text(Period period) {
    return period.from() + "/" + period.until();
  }
}
