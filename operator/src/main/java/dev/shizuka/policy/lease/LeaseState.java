package dev.shizuka.policy.lease;

import java.util.List;

/** What a look has to know of the looks before. Immutable. */
public record LeaseState(List<Lease> leases) {
  public static final LeaseState START = new LeaseState(List.of());

  public LeaseState {
    leases = List.copyOf(leases);
  }
}
