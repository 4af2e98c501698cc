package dev.shizuka.report.noise;

import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.NoiseFacts.KeySum;
import dev.shizuka.ledger.facts.Sums;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Sums by alert, of all backends and priorities together. */
final class AlertTotals {
  /** What people call one alert. */
  record Alert(String namespace, String alertname) implements Comparable<Alert> {
    private static final Comparator<Alert> ORDER = Comparator.comparing(Alert::namespace)
        .thenComparing(Alert::alertname);

    @Override
    public int compareTo(Alert other) {
      return ORDER.compare(this, other);
    }
  }

  /** @param owner of most of its episodes */
  record Row(Alert alert, String owner, Sums all, Sums actionable, Sums brief) {}

  private static final class Gathered {
    private Sums all = Sums.ZERO;
    private Sums actionable = Sums.ZERO;
    private Sums brief = Sums.ZERO;
    private final Map<String, Long> owners = new LinkedHashMap<>();

    private void add(KeySum sum) {
      all = all.plus(sum.sums());
      actionable = sum.key().is(Outcome.ACTIONABLE) ? actionable.plus(sum.sums()) : actionable;
      brief = sum.key().is(Outcome.BRIEF) ? brief.plus(sum.sums()) : brief;
      owners.merge(sum.key().series().owner(), sum.sums().episodes(), Long::sum);
    }

    private String owner() {
      return owners.entrySet().stream()
          .max(Map.Entry.<String, Long>comparingByValue()
              .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
          .map(Map.Entry::getKey).orElse("");
    }
  }

  private AlertTotals() {}

  static SortedMap<Alert, Row> of(List<KeySum> sums) {
    return of(sums, sum -> true);
  }

  static SortedMap<Alert, Row> of(List<KeySum> sums, Predicate<KeySum> wanted) {
    SortedMap<Alert, Gathered> gathered = new TreeMap<>();
    sums.stream().filter(wanted)
        .forEach(sum -> gathered.computeIfAbsent(alert(sum), alert -> new Gathered()).add(sum));
    SortedMap<Alert, Row> rows = new TreeMap<>();
    gathered.forEach((alert, row) -> rows.put(alert,
        new Row(alert, row.owner(), row.all, row.actionable, row.brief)));
    return rows;
  }

  static Alert alert(KeySum sum) {
    return new Alert(sum.key().series().namespace(), sum.key().series().alertname());
  }
}
