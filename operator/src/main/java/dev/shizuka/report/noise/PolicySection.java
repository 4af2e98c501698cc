package dev.shizuka.report.noise;

import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.NoiseFacts.KeySum;
import dev.shizuka.ledger.facts.NoiseFacts.ObservedSum;
import dev.shizuka.report.noise.AlertTotals.Alert;
import dev.shizuka.report.noise.AlertTotals.Row;
import dev.shizuka.report.noise.NoiseFigures.PolicyEffect;
import dev.shizuka.report.noise.ReportRequest.DeclaredPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What each policy saved, or would hide. */
final class PolicySection {
  /** A policy that ends so soon asks for a decision now. */
  private static final Duration EXPIRING = Duration.ofDays(30);
  /** Shown as the mode of a policy that is declared no more. */
  static final String GONE = "Gone";

  private final Map<String, Map<Alert, Long>> suppressed = new TreeMap<>();
  private final Map<String, List<ObservedSum>> observed;
  private final Map<Alert, Row> history;
  private final Instant now;

  private PolicySection(List<KeySum> sums, List<ObservedSum> observed, Map<Alert, Row> history, Instant now) {
    sums.stream().filter(sum -> sum.key().is(Outcome.SUPPRESSED) && !sum.key().policy().isEmpty())
        .forEach(sum -> suppressed.computeIfAbsent(sum.key().policy(), policy -> new TreeMap<>())
            .merge(AlertTotals.alert(sum), sum.sums().episodes(), Long::sum));
    this.observed = observed.stream().collect(Collectors.groupingBy(ObservedSum::policy));
    this.history = history;
    this.now = now;
  }

  /**
   * Those that did most come first. Policies that are gone, and those that also act on what the report does not see, stand there if they did
   * anything in the window.
   */
  static List<PolicyEffect> of(List<KeySum> sums, List<ObservedSum> observed, Map<Alert, Row> history,
      ReportRequest request) {
    PolicySection section = new PolicySection(sums, observed, history, request.now());
    Map<String, DeclaredPolicy> declared = request.policies().stream()
        .collect(Collectors.toMap(DeclaredPolicy::name, policy -> policy));
    Set<String> names = request.policies().stream().filter(DeclaredPolicy::within).map(DeclaredPolicy::name)
        .collect(Collectors.toCollection(TreeSet::new));
    names.addAll(section.suppressed.keySet());
    names.addAll(section.observed.keySet());
    return names.stream().map(name -> section.effect(name, declared))
        .sorted(Comparator.comparingDouble(PolicySection::weight).reversed().thenComparing(PolicyEffect::policy))
        .toList();
  }

  private static double weight(PolicyEffect effect) {
    return effect.handlingSaved() == null
        ? effect.wouldHideHandlingSeconds()
        : effect.handlingSaved().mean() + effect.wouldHideHandlingSeconds();
  }

  private PolicyEffect effect(String name, Map<String, DeclaredPolicy> declared) {
    Savings savings = new Savings();
    Map<Alert, Long> alerts = suppressed.getOrDefault(name, Map.of());
    alerts.forEach((alert, episodes) -> savings.add(episodes, history.get(alert)));
    List<ObservedSum> hidden = observed.getOrDefault(name, List.of());
    List<ObservedSum> calls = hidden.stream().filter(sum -> sum.outcome().equals(Outcome.ACTIONABLE.label())).toList();
    DeclaredPolicy policy = declared.get(name);
    Instant expires = policy == null ? null : policy.expires().orElse(null);
    long episodes = alerts.values().stream().mapToLong(Long::longValue).sum();
    return new PolicyEffect(name, policy == null ? GONE : policy.mode().name(), expires,
        expires != null && expires.isAfter(now) && expires.isBefore(now.plus(EXPIRING)),
        policy != null && policy.within() && episodes == 0 && hidden.isEmpty(), episodes, savings.notEstimated(),
        savings.calls(),
        savings.handling(), calls.stream().mapToLong(sum -> sum.sums().episodes()).sum(),
        calls.stream().mapToLong(sum -> sum.sums().handlingSeconds()).sum());
  }
}
