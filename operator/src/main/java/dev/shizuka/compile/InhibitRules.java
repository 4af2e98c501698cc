package dev.shizuka.compile;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition.Inhibit;
import dev.shizuka.policy.Difference;
import dev.shizuka.policy.MatcherSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@code inhibit_rules} that stand for policies with {@code realise: Native}. With S the sources, M the declared match, T what is covered of it:
 * <ol>
 * <li>a source outside M inhibits every target: S ∧ ¬M → T, where T is more than T ∧ ¬S;
 * <li>any source inhibits what is no source itself: S → T ∧ ¬S.
 * </ol>
 * No alert is on both sides of such a rule, so Alertmanager's own exclusion of two-sided alerts, which goes rule by rule, never decides.
 */
public final class InhibitRules {
  /** A policy that would become more is realised by leases. */
  static final int MOST_RULES = 256;

  private InhibitRules() {}

  /** Whether this policy's inhibition is by rules at that backend, and not by leases. */
  public static boolean natively(CompiledPolicy policy, MonitoringBackendSpec backend) {
    return backend.alertmanager() != null && backend.alertmanager().inhibition() != null && of(policy).isPresent();
  }

  /** The rules a backend should have, by policy; empty where its suppression is suspended. */
  public static Map<ResourceId, List<InhibitRule>> compile(CompiledPolicies policies,
      Declared<MonitoringBackendSpec> backend, Catalog catalog, Instant now) {
    Map<ResourceId, List<InhibitRule>> rules = new TreeMap<>();
    if (!backend.spec().suspended()) {
      policies.policies().stream()
          .filter(policy -> policy.mode() == Mode.Enforce && policy.timing().covers(now)
              && natively(policy, backend.spec()) && SilenceCompiler.reaches(policy, backend, catalog))
          .forEach(policy -> rules.put(policy.id(), of(policy).orElseThrow()));
    }
    return rules;
  }

  /** Sorted; empty for other forms, for leases and where they would be too many. */
  static Optional<List<InhibitRule>> of(CompiledPolicy policy) {
    return policy.condition()
        .flatMap(condition -> condition instanceof Inhibit inhibit && inhibit.realiseNatively()
            ? rules(inhibit, policy.sets())
            : Optional.empty());
  }

  private static Optional<List<InhibitRule>> rules(Inhibit inhibit, List<MatcherSet> covered) {
    List<MatcherSet> besideSource = inhibit.beside();
    List<MatcherSet> alsoSource = covered.stream().filter(set -> besideSource.stream().noneMatch(set::within)).toList();
    // Most often no target is a source, and how the sources differ from the match does not matter.
    Optional<List<MatcherSet>> outsideMatch = alsoSource.isEmpty()
        ? Optional.of(List.of())
        : Difference.of(inhibit.source(), inhibit.match());
    return outsideMatch.map(sources -> {
      List<InhibitRule> rules = new ArrayList<>(products(sources, alsoSource, inhibit.equal()));
      rules.addAll(products(inhibit.source(), besideSource, inhibit.equal()));
      return rules.stream().distinct().toList();
    }).filter(rules -> rules.size() <= MOST_RULES);
  }

  private static List<InhibitRule> products(List<MatcherSet> sources, List<MatcherSet> targets, List<String> equal) {
    return sources.stream()
        .flatMap(source -> targets.stream().map(target -> new InhibitRule(source, target, equal))).toList();
  }
}
