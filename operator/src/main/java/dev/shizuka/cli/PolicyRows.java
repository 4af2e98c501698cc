package dev.shizuka.cli;

import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.cli.PageView.Policy;
import dev.shizuka.compile.Verdict;
import dev.shizuka.engine.Results;
import dev.shizuka.ledger.PolicyUse;
import dev.shizuka.ledger.PolicyUse.Counts;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Window;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The policies of a {@link PageView}, in the order of the catalog. */
final class PolicyRows {
  private final Results results;
  private final Map<ResourceId, PolicyUse> uses;
  private final Instant now;
  private final Map<ResourceId, CompiledPolicy> compiled = new HashMap<>();
  private final Map<ResourceId, Verdict> refused = new HashMap<>();

  PolicyRows(Results results, Map<ResourceId, PolicyUse> uses, Instant now) {
    this.results = results;
    this.uses = uses;
    this.now = now;
    results.policies().policies().forEach(policy -> compiled.put(policy.id(), policy));
    results.policies().verdicts().stream().filter(verdict -> !verdict.accepted())
        .forEach(verdict -> refused.put(verdict.id(), verdict));
  }

  List<Policy> all() {
    return results.catalog().policies().stream().map(this::row).toList();
  }

  private Policy row(Declared<SuppressionPolicySpec> declared) {
    SuppressionPolicySpec spec = declared.spec();
    Optional<CompiledPolicy> policy = Optional.ofNullable(compiled.get(declared.id()));
    PolicyUse use = uses.getOrDefault(declared.id(),
        new PolicyUse(now, Optional.empty(), 0, Counts.NONE, Counts.NONE, Counts.NONE));
    String reason = spec.reason() == null ? "" : spec.reason();
    return new Policy(declared.id().qualifiedName(), form(spec), spec.modeOrObserve().name(),
        policy.map(found -> state(found, use)).orElse("Refused"), policy.flatMap(found -> found.timing().next(now)),
        use,
        policy.isPresent() ? reason : refusal(declared.id()));
  }

  private static String form(SuppressionPolicySpec spec) {
    if (spec.silence() != null) {
      return "silence";
    }
    if (spec.schedule() != null) {
      return "schedule";
    }
    if (spec.inhibit() != null) {
      return "inhibit";
    }
    if (spec.hold() != null) {
      return "hold";
    }
    return spec.flapping() == null ? "" : "flapping";
  }

  private String refusal(ResourceId policy) {
    Verdict verdict = refused.get(policy);
    return verdict == null
        ? ""
        : verdict.problems().stream().map(problem -> problem.reason() + ": " + problem.message())
            .collect(Collectors.joining("; "));
  }

  private String state(CompiledPolicy policy, PolicyUse use) {
    Optional<Window> window = policy.timing().next(now);
    if (window.isEmpty()) {
      return "Ended";
    }
    if (policy.mode() == SuppressionPolicySpec.Mode.Observe) {
      return "Observing";
    }
    Catalog catalog = results.catalog();
    if (!catalog.backends().isEmpty() && catalog.backends().stream().allMatch(each -> each.spec().suspended())) {
      return "Suspended";
    }
    if (!window.get().holds(now)) {
      return "Pending";
    }
    return policy.condition().isPresent() && !quiet(policy.id(), use) ? "Armed" : "Active";
  }

  /** Whether a silence of it stands, or an alert was seen to be quiet by it. */
  private boolean quiet(ResourceId policy, PolicyUse use) {
    return use.suppressedNow() > 0 || results.silences().values().stream()
        .anyMatch(sync -> !sync.bindings().getOrDefault(policy, List.of()).isEmpty());
  }
}
