package dev.shizuka.report.noise;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Scope;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.facts.FactScope;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a report is made of besides the facts.
 *
 * @param now when it is made
 * @param objectives percent promised, by priority
 * @param policies declared ones that may act on what the report sees
 */
public record ReportRequest(ResourceId report, NoiseReportSpec spec, Instant now, SortedMap<String, Integer> objectives,
    List<DeclaredPolicy> policies) {
  public ReportRequest {
    objectives = Collections.unmodifiableSortedMap(new TreeMap<>(objectives));
    policies = List.copyOf(policies);
  }

  /**
   * A policy as it is declared.
   *
   * @param within whether all that it does lies in the report's scope: only of such a one the report can say that it did nothing
   */
  public record DeclaredPolicy(String name, SuppressionPolicySpec.Mode mode, Optional<Instant> expires,
      boolean within) {}

  /** @param report accepted by compile */
  public static ReportRequest of(Declared<NoiseReportSpec> report, Catalog catalog, Instant now) {
    SortedMap<String, Integer> objectives = new TreeMap<>();
    catalog.priorities().forEach(priority -> Optional.ofNullable(priority.spec().response())
        .flatMap(response -> Optional.ofNullable(response.objective()))
        .ifPresent(objective -> objectives.put(priority.id().name(), objective)));
    FactScope scope = scope(report.id(), report.spec());
    List<DeclaredPolicy> policies = catalog.policies().stream()
        .map(policy -> new DeclaredPolicy(policy.id().qualifiedName(), policy.spec().modeOrObserve(),
            Optional.ofNullable(policy.spec().expires()), within(scope, policy.id().namespace())))
        .toList();
    return new ReportRequest(report.id(), report.spec(), now, objectives, policies);
  }

  private static boolean within(FactScope scope, String namespace) {
    return scope.owners().isEmpty() && scope.services().isEmpty() && scope.priorities().isEmpty()
        && (scope.namespaces().isEmpty() || scope.namespaces().contains(namespace));
  }

  /** A namespaced report sees its own namespace only, whatever its scope says. */
  public FactScope scope() {
    return scope(report, spec);
  }

  private static FactScope scope(ResourceId report, NoiseReportSpec spec) {
    Scope scope = Optional.ofNullable(spec.scope())
        .orElse(new Scope(List.of(), List.of(), List.of(), List.of()));
    Set<String> namespaces = report.namespace().isEmpty()
        ? Set.copyOf(scope.namespaces())
        : Set.of(report.namespace());
    return new FactScope(namespaces, Set.copyOf(scope.owners()), Set.copyOf(scope.services()),
        Set.copyOf(scope.priorities()));
  }
}
