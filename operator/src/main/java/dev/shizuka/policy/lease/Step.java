package dev.shizuka.policy.lease;

import dev.shizuka.catalog.ResourceId;
import java.util.List;
import java.util.Map;

/**
 * What one look came to.
 *
 * @param leases of policies in Enforce mode, sorted by policy, then matchers: all that should stand now
 * @param kept by fingerprint of instances that fire: the policies of either mode whose condition holds for it now, sorted; what Observe counts
 * @param flaps sorted by policy, then labels
 */
public record Step(LeaseState state, List<Lease> leases, Map<String, List<ResourceId>> kept, List<Flap> flaps) {
  public Step {
    leases = List.copyOf(leases);
    kept = Map.copyOf(kept);
    flaps = List.copyOf(flaps);
  }
}
