package dev.shizuka.report.noise;

import dev.shizuka.ledger.facts.Sums;
import dev.shizuka.report.noise.AlertTotals.Alert;
import dev.shizuka.report.noise.AlertTotals.Row;
import dev.shizuka.report.noise.NoiseFigures.Growth;
import dev.shizuka.report.noise.NoiseFigures.RankedAlert;
import dev.shizuka.report.noise.NoiseFigures.Ranking;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Which alerts cost most, and which come more often than before. */
final class Rankings {
  private static final int SHOWN = 20;
  private static final double VITAL = 0.8;
  /** A growing alert came at least so often in the window, at least so much more often than before, and hardly by chance. */
  private static final long LEAST_EPISODES = 5;
  private static final double LEAST_RATIO = 1.5;
  private static final double MOST_CHANCE = 0.05;

  private final Collection<Row> rows;
  private final long handling;
  private final long calls;

  private Rankings(Collection<Row> rows) {
    this.rows = rows;
    this.handling = rows.stream().mapToLong(row -> row.all().handlingSeconds()).sum();
    this.calls = rows.stream().mapToLong(row -> row.actionable().episodes()).sum();
  }

  static Ranking of(Map<Alert, Row> now, Map<Alert, Row> before, ReportPeriods periods) {
    Rankings rankings = new Rankings(now.values());
    List<RankedAlert> byHandling = rankings.ranked(row -> row.all().handlingSeconds());
    List<RankedAlert> byCalls = rankings.ranked(row -> row.actionable().episodes());
    int vital = (int) byHandling.stream()
        .filter(alert -> alert.cumulativeShare() - alert.handlingShare() < VITAL - 1e-12).count();
    return new Ranking(byHandling.stream().limit(SHOWN).toList(), byCalls.stream().limit(SHOWN).toList(), vital,
        now.size(), growing(now, before, periods));
  }

  /** Those above zero, the largest first, then by name. */
  private List<RankedAlert> ranked(ToLongFunction<Row> weight) {
    List<Row> sorted = rows.stream().filter(row -> weight.applyAsLong(row) > 0)
        .sorted(Comparator.comparingLong(weight).reversed().thenComparing(Row::alert)).toList();
    long total = sorted.stream().mapToLong(weight).sum();
    long sum = 0;
    List<RankedAlert> ranked = new ArrayList<>();
    for (Row row : sorted) {
      sum += weight.applyAsLong(row);
      ranked.add(new RankedAlert(row.alert().namespace(), row.alert().alertname(), row.owner(), row.all().episodes(),
          row.actionable().episodes(), row.all().handlingSeconds(), share(row.all().handlingSeconds(), handling),
          share(row.actionable().episodes(), calls), share(sum, total)));
    }
    return ranked;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static List<Growth> growing(Map<Alert, Row> now, Map<Alert, Row> before, ReportPeriods periods) {
    double window = periods.window().length().toSeconds();
    double comparison = periods.comparison().length().toSeconds();
    if (window == 0 || comparison == 0) {
      return List.of();
    }
    // Chosen by the sum of both periods, on which the test is conditioned: choosing by one of them would favour what is looked for.
    List<Row> tested = now.values().stream()
        .filter(row -> row.all().episodes() + episodes(before, row) >= LEAST_EPISODES).toList();
    List<Long> earlier = tested.stream().map(row -> episodes(before, row)).toList();
    List<Double> pValues = new ArrayList<>();
    for (int i = 0; i < tested.size(); i++) {
      pValues.add(RateTest.pValue(tested.get(i).all().episodes(), earlier.get(i), window / (window + comparison)));
    }
    List<Double> adjusted = RateTest.adjusted(pValues);
    List<Growth> growing = new ArrayList<>();
    for (int i = 0; i < tested.size(); i++) {
      Row row = tested.get(i);
      Sums sums = row.all();
      double expected = earlier.get(i) * window / comparison;
      if (adjusted.get(i) <= MOST_CHANCE && sums.episodes() >= LEAST_EPISODES
          && sums.episodes() >= LEAST_RATIO * expected) {
        growing.add(new Growth(row.alert().namespace(), row.alert().alertname(), row.owner(), sums.episodes(),
            earlier.get(i), expected, expected == 0 ? null : sums.episodes() / expected, pValues.get(i),
            adjusted.get(i)));
      }
    }
    growing.sort(Comparator.comparingDouble((Growth growth) -> growth.now() - growth.expected()).reversed()
        .thenComparing(Growth::namespace).thenComparing(Growth::alertname));
    return growing;
  }

  private static long episodes(Map<Alert, Row> rows, Row same) {
    Row row = rows.get(same.alert());
    return row == null ? 0 : row.all().episodes();
  }
}
