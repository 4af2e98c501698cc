package dev.shizuka.policy.lease;

import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.PolicyIndex;
import java.util.List;
import java.util.Map;

/** Of which inhibitions an alert is a source, without asking each. Immutable. */
final class Sources {
  static final Sources NONE = new Sources(List.of());

  private final List<CompiledPolicy> policies;
  private final PolicyIndex index;

  private Sources(List<CompiledPolicy> policies) {
    this.policies = policies;
    this.index = PolicyIndex.of(policies.stream().map(Sources::sources).toList());
  }

  /** This one where the inhibitions are the same. */
  Sources following(List<CompiledPolicy> all) {
    List<CompiledPolicy> now = all.stream()
        .filter(policy -> policy.condition().orElse(null) instanceof Condition.Inhibit)
        .toList();
    return now.equals(policies) ? this : new Sources(now);
  }

  List<Role> roles(Map<String, String> labels) {
    List<CompiledPolicy> found = index.covering(labels);
    return found.isEmpty()
        ? List.of()
        : found.stream().map(policy -> new Role(policy.id(), inside(policy, labels))).toList();
  }

  /** A policy that covers its sources. */
  private static CompiledPolicy sources(CompiledPolicy policy) {
    Condition.Inhibit inhibit = (Condition.Inhibit) policy.condition().orElseThrow();
    return new CompiledPolicy(policy.id(), policy.uid(), policy.mode(), policy.reason(), inhibit.source(),
        policy.timing(),
        policy.reference(), inhibit.match());
  }

  private static boolean inside(CompiledPolicy policy, Map<String, String> labels) {
    for (MatcherSet set : policy.match()) {
      if (set.matches(labels)) {
        return true;
      }
    }
    return false;
  }
}
