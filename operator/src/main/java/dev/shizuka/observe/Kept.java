package dev.shizuka.observe;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.lease.Flap;
import java.util.List;
import java.util.Map;

/**
 * What conditions came to at one look.
 *
 * @param policies by fingerprint: those of either mode whose condition holds for it
 * @param flaps instances to be told of
 * @param renewing whether leases are made and renewed at the moment
 */
record Kept(Map<String, List<ResourceId>> policies, List<Flap> flaps, boolean renewing) {
  /** Where nothing could be decided. */
  static final Kept NOTHING = new Kept(Map.of(), List.of(), false);

  Kept {
    flaps = List.copyOf(flaps);
  }

  List<ResourceId> of(UnitedAlert alert) {
    return policies.getOrDefault(alert.fingerprint(), List.of());
  }
}
