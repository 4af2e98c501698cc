package dev.shizuka.observe;

import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.PolicyIndex;
import dev.shizuka.policy.lease.Coverage;
import java.util.List;

/**
 * What policies cover, and what they ask for.
 *
 * @param covered by the compiled sets
 * @param named by the declared ones, of policies that are protected from some of what they name
 */
record Coverages(CoverageCache covered, CoverageCache named) {
  static final Coverages NONE = of(new CoverageCache(PolicyIndex.of(List.of())), List.of());

  /** These where the policies are the same. */
  Coverages following(List<CompiledPolicy> policies) {
    CoverageCache next = covered.following(policies);
    return next.equals(covered) ? this : of(next, policies);
  }

  private static Coverages of(CoverageCache covered, List<CompiledPolicy> policies) {
    return new Coverages(covered,
        new CoverageCache(PolicyIndex.of(policies.stream().filter(policy -> !policy.match().equals(policy.sets()))
            .map(Coverages::unprotected).toList())));
  }

  private static CompiledPolicy unprotected(CompiledPolicy policy) {
    return new CompiledPolicy(policy.id(), policy.uid(), policy.mode(), policy.reason(), policy.match(),
        policy.timing(), policy.reference(), policy.match());
  }

  /** Of the policies alone that have a condition. */
  Coverage conditional() {
    return (fingerprint, labels) -> {
      List<CompiledPolicy> covering = covered.covering(fingerprint, labels);
      return covering.isEmpty()
          ? covering
          : covering.stream().filter(policy -> policy.condition().isPresent()).toList();
    };
  }
}
