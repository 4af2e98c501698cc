package dev.shizuka.policy.lease;

import java.time.Instant;
import java.util.List;

/**
 * All instances that fire at one Alertmanager cluster, as one poll shows them; synthetic alerts are not among them.
 *
 * @param witnessed whether a member took part that was up at the look before. Where none did, an instance that is missing may only have been
 *     forgotten: it is taken for neither resolved nor firing, its leases are not ended and not renewed.
 */
public record Look(Instant at, List<Instance> instances, boolean witnessed) {
  public Look {
    instances = List.copyOf(instances);
  }
}
