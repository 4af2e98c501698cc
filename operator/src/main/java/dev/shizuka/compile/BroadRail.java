package dev.shizuka.compile;

import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.Breadth;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.PolicyIndex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Policies that would keep quiet a great deal only observe until somebody means it (DESIGN, "Two more rails"): those that cover more than half of
 * at least five declared alert names within their reach, and those of which a match set excludes nothing there.
 */
final class BroadRail {
  private static final int FEWEST_NAMES = 5;

  private final DeclaredAlerts alerts;
  private final Map<ResourceId, Set<String>> covered = new HashMap<>();

  /** @param policies whatever is compiled; only those that enforce are looked at */
  BroadRail(Catalog catalog, List<CompiledPolicy> policies) {
    List<CompiledPolicy> enforced = policies.stream().filter(policy -> policy.mode() == Mode.Enforce).toList();
    this.alerts = DeclaredAlerts.of(enforced.isEmpty() ? Catalog.EMPTY : catalog);
    // Thousands of policies against thousands of alerts: the index asks only those that may match.
    PolicyIndex index = PolicyIndex
        .of(enforced.stream().filter(policy -> alerts.names(policy.id()) >= FEWEST_NAMES).toList());
    for (Map<String, String> labels : index.policies().isEmpty() ? Set.<Map<String, String>>of() : alerts.labels()) {
      for (CompiledPolicy policy : index.covering(labels)) {
        covered.computeIfAbsent(policy.id(), unknown -> new HashSet<>()).add(labels.getOrDefault("alertname", ""));
      }
    }
  }

  /** Why the policy must not enforce yet; empty where it may. */
  Optional<String> objection(Declared<SuppressionPolicySpec> declared, CompiledPolicy policy) {
    if (policy.mode() != Mode.Enforce) {
      return Optional.empty();
    }
    return breadth(policy).flatMap(breadth -> {
      String digest = PolicyDigest.of(declared.spec(), Map.of());
      String accepted = declared.spec().acceptBroad();
      if (digest.equals(accepted)) {
        return Optional.empty();
      }
      return Optional.of(breadth + ", so it only observes: narrow match, or, if it is meant to, set acceptBroad: "
          + digest + (accepted == null ? "" : " (it has changed since the digest that stands there)"));
    });
  }

  private Optional<String> breadth(CompiledPolicy policy) {
    String namespace = policy.id().namespace();
    String reach = namespace.isEmpty() ? "in all namespaces" : "in namespace " + namespace;
    List<MatcherSet> match = policy.match();
    for (int index = 0; index < match.size(); index++) {
      if (Breadth.everything(match.get(index), namespace.isEmpty() ? "" : "namespace")) {
        return Optional.of("Its match set " + index + " excludes no alert " + reach);
      }
    }
    int quiet = covered.getOrDefault(policy.id(), Set.of()).size();
    int names = alerts.names(policy.id());
    return names >= FEWEST_NAMES && quiet * 2 > names
        ? Optional.of("It covers " + quiet + " of the " + names + " alert names declared " + reach)
        : Optional.empty();
  }
}
