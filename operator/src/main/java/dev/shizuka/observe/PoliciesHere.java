package dev.shizuka.observe;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.policy.CompiledPolicy;
import java.util.List;
import java.util.Set;

/**
 * What is declared for one Alertmanager cluster.
 *
 * @param compiled with the policies that reach it
 * @param leasing of these, in Enforce mode, those that keep instances quiet there by leases; none where suppression is suspended
 * @param natively of these, in Enforce mode, those whose inhibition is Alertmanager's own there
 */
public record PoliciesHere(CompiledPolicies compiled, Set<ResourceId> leasing, Set<ResourceId> natively) {
  public PoliciesHere {
    leasing = Set.copyOf(leasing);
    natively = Set.copyOf(natively);
  }

  /** Those that are in force by what fires and not by a calendar, of either mode. */
  List<CompiledPolicy> conditional() {
    return compiled.policies().stream().filter(policy -> policy.condition().isPresent()).toList();
  }
}
