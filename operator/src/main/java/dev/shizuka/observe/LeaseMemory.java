package dev.shizuka.observe;

import dev.shizuka.catalog.Memory;
import dev.shizuka.policy.lease.LeaseState;

/** What must survive a restart of what leases rest on, under the topic {@code leases}. */
final class LeaseMemory {
  LeaseMemory(Memory memory, String cluster) {}

  LeaseState recall() {
    return LeaseState.START;
  }

  void remember(LeaseState state) {}
}
