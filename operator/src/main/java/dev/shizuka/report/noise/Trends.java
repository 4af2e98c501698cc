package dev.shizuka.report.noise;

import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.NoiseFacts.SlotTotal;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.report.noise.NoiseFigures.Bar;
import dev.shizuka.report.noise.NoiseFigures.Trend;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The course of the window: a bar for each local day, or for each seven of them where there would be too many. */
final class Trends {
  private static final int MOST_DAYS = 62;
  private static final int WEEK = 7;

  private Trends() {}

  static Trend of(List<SlotTotal> totals, Period window, ZoneId zone) {
    LocalDate first = window.from().atZone(zone).toLocalDate();
    // The last moment belongs to the window, its end does not.
    LocalDate last = window.until().minusNanos(1).atZone(zone).toLocalDate();
    if (window.length().isZero()) {
      return new Trend(1, List.of());
    }
    int days = ChronoUnit.DAYS.between(first, last) < MOST_DAYS ? 1 : WEEK;
    long[][] bars = new long[(int) (ChronoUnit.DAYS.between(first, last) / days) + 1][4];
    for (SlotTotal total : totals) {
      long day = ChronoUnit.DAYS.between(first, total.at().atZone(zone).toLocalDate());
      long[] bar = bars[(int) (day / days)];
      bar[column(total.outcome())] += total.episodes();
      bar[3] += total.handlingSeconds();
    }
    List<long[]> all = Arrays.asList(bars);
    return new Trend(days, IntStream.range(0, bars.length)
        .mapToObj(index -> bar(first.plusDays((long) index * days), all.get(index))).toList());
  }

  private static Bar bar(LocalDate from, long[] values) {
    return new Bar(from, values[0], values[1], values[2], values[3]);
  }

  private static int column(String outcome) {
    if (outcome.equals(Outcome.ACTIONABLE.label())) {
      return 0;
    }
    return outcome.equals(Outcome.SUPPRESSED.label()) ? 1 : 2;
  }
}
