package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.FactScope;
import dev.shizuka.ledger.facts.NoiseFacts.CoFiring;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.ledger.facts.SlotFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls of people in order of time, and which alerts called together ({@link SlotFacts#companions}). */
final class Calls {
  private static final long TOGETHER = SlotFacts.TOGETHER.toMillis();
  private final FactScope scope;
  private final SlotSpan period;
  private final Map<Place, List<Call>> places = new HashMap<>();

  private record Place(String backend, String namespace) {}

  private record Call(long at, AlertSeries series) {}

  private record Alert(String namespace, String alertname) {}

  private record Pair(Alert alert, String other) {}

  Calls(FactScope scope, Period period) {
    this.scope = scope;
    this.period = SlotSpan.quarters(period);
  }

  /** All calls that may have come together with one of the period; {@code until} is in it. */
  static SlotSpan around(Period period) {
    SlotSpan span = SlotSpan.quarters(period);
    return new SlotSpan(span.span(), span.from() - TOGETHER, span.until() + TOGETHER);
  }

  void add(long at, AlertSeries series) {
    places.computeIfAbsent(new Place(series.backend(), series.namespace()), place -> new ArrayList<>())
        .add(new Call(at, series));
  }

  List<CoFiring> coFirings() {
    Map<Alert, Long> calls = new HashMap<>();
    Map<Pair, Long> together = new HashMap<>();
    places.values().forEach(place -> count(place, calls, together));
    return together.entrySet().stream().map(pair -> {
      Alert alert = pair.getKey().alert();
      return new CoFiring(alert.namespace(), alert.alertname(), pair.getKey().other(), calls.getOrDefault(alert, 0L),
          pair.getValue());
    }).sorted(Comparator.comparing(CoFiring::namespace).thenComparing(CoFiring::alertname)
        .thenComparing(CoFiring::other)).toList();
  }

  private void count(List<Call> place, Map<Alert, Long> calls, Map<Pair, Long> together) {
    Map<String, Integer> near = new HashMap<>();
    int first = 0;
    int after = 0;
    for (Call call : place) {
      for (; after < place.size() && place.get(after).at() <= call.at() + TOGETHER; after++) {
        near.merge(place.get(after).series().alertname(), 1, Integer::sum);
      }
      for (; place.get(first).at() < call.at() - TOGETHER; first++) {
        near.computeIfPresent(place.get(first).series().alertname(), (name, count) -> count == 1 ? null : count - 1);
      }
      if (call.at() >= period.from() && call.at() < period.until() && scope.includes(call.series())) {
        Alert alert = new Alert(call.series().namespace(), call.series().alertname());
        calls.merge(alert, 1L, Long::sum);
        Set<String> others = new HashSet<>(near.keySet());
        others.remove(alert.alertname());
        others.forEach(other -> together.merge(new Pair(alert, other), 1L, Long::sum));
      }
    }
  }
}
