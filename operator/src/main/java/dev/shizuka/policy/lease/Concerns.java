package dev.shizuka.policy.lease;

import dev.shizuka.policy.CompiledPolicy;
import java.util.List;

/** What policies concern; what is known of an instance by one of these holds for as long as it is the same object. Immutable. */
final class Concerns {
  static final Concerns NONE = new Concerns(List.of(), Sources.NONE);

  private final List<CompiledPolicy> policies;
  private final Sources sources;

  private Concerns(List<CompiledPolicy> policies, Sources sources) {
    this.policies = List.copyOf(policies);
    this.sources = sources;
  }

  /** This one where the policies are the same. */
  Concerns following(List<CompiledPolicy> now) {
    return now.equals(policies) ? this : new Concerns(now, sources.following(now));
  }

  List<CompiledPolicy> policies() {
    return policies;
  }

  Concern of(Instance instance, Coverage coverage) {
    List<CompiledPolicy> covering = coverage.covering(instance.fingerprint(), instance.labels());
    List<CompiledPolicy> conditional = covering.isEmpty()
        ? covering
        : covering.stream().filter(policy -> policy.condition().isPresent()).toList();
    return Concern.of(conditional, sources.roles(instance.labels()));
  }
}
