package dev.shizuka.report.noise;

import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.NoiseFacts.KeySum;
import dev.shizuka.ledger.facts.NoiseFacts.Miss;
import dev.shizuka.ledger.facts.Sums;
import dev.shizuka.report.noise.NoiseFigures.Attainment;
import dev.shizuka.report.noise.NoiseFigures.CauseCount;
import dev.shizuka.report.noise.NoiseFigures.MissedCall;
import dev.shizuka.report.noise.NoiseFigures.Objectives;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Whether answers came in time. */
final class ObjectiveSection {
  /** As many misses are listed; their number is told in any case. */
  static final int SHOWN = 50;

  private ObjectiveSection() {}

  static Objectives of(List<KeySum> sums, List<Miss> misses, Map<String, Integer> promised) {
    Sums all = sums.stream().map(KeySum::sums).reduce(Sums.ZERO, Sums::plus);
    Map<String, Long> byCause = new TreeMap<>();
    sums.stream().filter(sum -> sum.sums().missed() > 0)
        .forEach(sum -> byCause.merge(sum.key().cause(), sum.sums().missed(), Long::sum));
    List<CauseCount> causes = byCause.entrySet().stream()
        .map(cause -> new CauseCount(cause.getKey(), cause.getValue()))
        .sorted(Comparator.comparingLong(CauseCount::missed).reversed().thenComparing(CauseCount::cause)).toList();
    return new Objectives(by(sums, AlertSeries::priority, promised), by(sums, AlertSeries::owner, Map.of()),
        by(sums, AlertSeries::namespace, Map.of()), causes, all.missed(), all.missedWithoutCause(),
        misses.stream().map(ObjectiveSection::shown).toList());
  }

  private static MissedCall shown(Miss miss) {
    AlertSeries series = miss.series();
    return new MissedCall(miss.episode(), series.namespace(), series.alertname(), series.owner(), series.priority(),
        miss.calledAt(), miss.due(), miss.answeredAt().orElse(null), miss.told(), miss.cause());
  }

  private static List<Attainment> by(List<KeySum> sums, Function<AlertSeries, String> name,
      Map<String, Integer> promised) {
    Map<String, Sums> rows = new TreeMap<>();
    sums.forEach(sum -> rows.merge(name.apply(sum.key().series()), sum.sums(), Sums::plus));
    return rows.entrySet().stream().filter(row -> judged(row.getValue()) > 0)
        .map(row -> row(row.getKey(), row.getValue(), promised)).toList();
  }

  private static long judged(Sums sums) {
    return sums.met() + sums.missed() + sums.excluded() + sums.pending();
  }

  private static Attainment row(String name, Sums sums, Map<String, Integer> promised) {
    long decided = sums.met() + sums.missed();
    return new Attainment(name, sums.met(), sums.missed(), sums.excluded(), sums.pending(),
        decided == 0 ? null : (double) sums.met() / decided, promised.get(name));
  }
}
