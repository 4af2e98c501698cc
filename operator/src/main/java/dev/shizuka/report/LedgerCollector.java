package dev.shizuka.report;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.ResponseFigures;
import dev.shizuka.ledger.Sighting;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The ledger's counters as they stand at the scrape: they are the store's, so that a restart does not reset them. */
final class LedgerCollector extends Collector {
  /** As in the ledger's counters: what comes beyond is {@code other}. */
  private static final int MOST_PRIORITIES = 1_000;

  private final Ledger ledger;
  private final Predicate<String> declaredBackend;
  private final Predicate<ResourceId> leased;

  /**
   * @param declaredBackend whose open episodes are shown; nobody looks at those of the others any more
   * @param leased policies whose leases may come late, so that their counters are there at zero
   */
  LedgerCollector(Ledger ledger, Predicate<String> declaredBackend, Predicate<ResourceId> leased) {
    this.ledger = ledger;
    this.declaredBackend = declaredBackend;
    this.leased = leased;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    return List.of(episodes(), open(), wouldSuppress(), calledBefore(), writable(), responses(), objectives(),
        handling(), unexplained());
  }

  private MetricFamilySamples episodes() {
    var family = new CounterMetricFamily("shizuka_alert_episodes",
        "Episodes of alerts by what became of them: actionable ones reached a person",
        List.of("backend", "namespace", "alertname", "priority", "outcome", "reason", "policy"));
    for (Ledger.Total total : ledger.totals()) {
      family.addMetric(List.of(total.backend(), total.namespace(), total.alertname(), total.priority(),
          total.outcome().label(), total.reason(), total.policy()), (double) total.count());
    }
    return family;
  }

  private MetricFamilySamples open() {
    Map<List<String>, Integer> counts = new TreeMap<>(LedgerCollector::compare);
    Set<String> priorities = new HashSet<>();
    for (Ledger.Episode episode : ledger.open()) {
      if (declaredBackend.test(episode.backend())) {
        counts.merge(openLabels(episode, priorities), 1, Integer::sum);
      }
    }
    var family = new GaugeMetricFamily("shizuka_alert_episodes_open",
        "Episodes that are not over: counted as actionable, suppressed at this moment, or undecided",
        List.of("backend", "priority", "outcome", "reason"));
    counts.forEach(family::addMetric);
    return family;
  }

  private static List<String> openLabels(Ledger.Episode episode, Set<String> priorities) {
    boolean fits = priorities.contains(episode.priority()) || priorities.size() < MOST_PRIORITIES;
    String priority = fits ? episode.priority() : "other";
    priorities.add(priority);
    if (episode.outcome().isPresent()) {
      return List.of(episode.backend(), priority, Outcome.ACTIONABLE.label(), "");
    }
    return episode.state() == Sighting.State.SUPPRESSED
        ? List.of(episode.backend(), priority, Outcome.SUPPRESSED.label(), episode.reason())
        : List.of(episode.backend(), priority, "undecided", "");
  }

  private static int compare(List<String> one, List<String> other) {
    return Arrays.compare(one.toArray(String[]::new), other.toArray(String[]::new));
  }

  private MetricFamilySamples calledBefore() {
    var family = new CounterMetricFamily("shizuka_policy_called_before_lease",
        "Episodes that a policy wants quiet, but a person was called before its lease could stand", List.of("policy"));
    Map<String, Long> byName = new TreeMap<>();
    // Counters do not depend on the time of the scrape; sums by day are not asked for.
    ledger.policyUses(Instant.EPOCH).forEach((policy, use) -> {
      long count = use.ever().calledBefore();
      if (count > 0 || leased.test(policy)) {
        byName.put(policy.qualifiedName(), count);
      }
    });
    byName.forEach((name, count) -> family.addMetric(List.of(name), (double) count));
    return family;
  }

  private MetricFamilySamples writable() {
    return new GaugeMetricFamily("shizuka_store_writable",
        "1 where the store took what was last written; at 0 nothing is counted, and alerting goes on",
        ledger.writable() ? 1 : 0);
  }

  private MetricFamilySamples responses() {
    String name = "shizuka_response_seconds";
    List<MetricFamilySamples.Sample> samples = new ArrayList<>();
    for (ResponseFigures.Answers answers : ledger.responses().answers()) {
      long so = 0;
      for (int bound = 0; bound < answers.within().size(); bound++) {
        so += answers.within().get(bound);
        String le = bound < answers.bounds().size() ? doubleToGoString(answers.bounds().get(bound)) : "+Inf";
        samples.add(new MetricFamilySamples.Sample(name + "_bucket", List.of("priority", "le"),
            List.of(answers.priority(), le), so));
      }
      List<String> priority = List.of(answers.priority());
      samples.add(new MetricFamilySamples.Sample(name + "_count", List.of("priority"), priority, so));
      samples.add(new MetricFamilySamples.Sample(name + "_sum", List.of("priority"), priority, answers.sumSeconds()));
    }
    return new MetricFamilySamples(name, Type.HISTOGRAM, "Time from an episode's call to a person's answer", samples);
  }

  private MetricFamilySamples objectives() {
    var family = new CounterMetricFamily("shizuka_response_objective",
        "Episodes whose answer was promised, by whether it came in time", List.of("priority", "met"));
    ledger.responses().objectives().forEach(judged -> family
        .addMetric(List.of(judged.priority(), String.valueOf(judged.met())), (double) judged.episodes()));
    return family;
  }

  private MetricFamilySamples handling() {
    var family = new CounterMetricFamily("shizuka_handling_seconds",
        "Time from the first answer to the resolution of episodes", List.of("namespace", "alertname", "priority"));
    ledger.responses().handling().forEach(handled -> family.addMetric(
        List.of(handled.namespace(), handled.alertname(), handled.priority()), (double) handled.seconds()));
    return family;
  }

  private MetricFamilySamples unexplained() {
    var family = new GaugeMetricFamily("shizuka_response_misses_without_cause",
        "Missed objectives of days that are over and that nobody has given a cause for", List.of("priority"));
    Map<String, Long> unexplained = new TreeMap<>();
    // At zero where none is missed: a series that is not there cannot be told from a program that does not tell.
    ledger.responses().objectives().forEach(judged -> unexplained.put(judged.priority(), 0L));
    unexplained.putAll(ledger.responses().unexplained());
    unexplained.forEach((priority, misses) -> family.addMetric(List.of(priority), (double) misses));
    return family;
  }

  private MetricFamilySamples wouldSuppress() {
    var family = new CounterMetricFamily("shizuka_policy_would_suppress",
        "Episodes that a policy in Observe mode would have suppressed", List.of("policy"));
    Map<String, Long> byName = new TreeMap<>();
    for (Map.Entry<ResourceId, Long> policy : ledger.wouldSuppress().entrySet()) {
      byName.put(policy.getKey().qualifiedName(), policy.getValue());
    }
    byName.forEach((name, count) -> family.addMetric(List.of(name), (double) count));
    return family;
  }
}
