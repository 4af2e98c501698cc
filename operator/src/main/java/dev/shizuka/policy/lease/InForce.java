package dev.shizuka.policy.lease;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Timing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policies with a condition that have not expired at a moment, and which of all policies cover an instance. */
final class InForce {
  private final Map<ResourceId, CompiledPolicy> policies = new HashMap<>();
  private final Coverage coverage;

  InForce(List<CompiledPolicy> all, Coverage coverage, Instant at) {
    this.coverage = coverage;
    all.stream().filter(policy -> policy.timing() instanceof Timing.Leased && policy.timing().covers(at))
        .forEach(policy -> policies.put(policy.id(), policy));
  }

  Optional<CompiledPolicy> find(ResourceId policy) {
    return Optional.ofNullable(policies.get(policy));
  }

  /** All that cover it, those without a condition among them. */
  List<CompiledPolicy> covering(String fingerprint, Map<String, String> labels) {
    return coverage.covering(fingerprint, labels);
  }

  /** Of those, whether it has a condition and is in force. */
  boolean has(CompiledPolicy policy) {
    return policy.timing() instanceof Timing.Leased && policies.containsKey(policy.id());
  }

  static Instant expires(CompiledPolicy policy) {
    return ((Timing.Leased) policy.timing()).expires();
  }
}
