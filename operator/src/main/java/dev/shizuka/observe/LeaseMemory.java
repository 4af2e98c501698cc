package dev.shizuka.observe;

import dev.shizuka.catalog.Memory;
import dev.shizuka.policy.lease.LeaseState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must survive a restart of what leases rest on, under the topic {@code leases}. A store that takes nothing stops no look: it is tried again
 * at the next one.
 */
final class LeaseMemory {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseMemory.class);
  private static final String TOPIC = "leases";

  private final Memory memory;
  private final String cluster;
  private LeaseState stored = LeaseState.START;
  private boolean failed;

  LeaseMemory(Memory memory, String cluster) {
    this.memory = memory;
    this.cluster = cluster;
  }

  LeaseState recall() {
    try {
      stored = memory.recall(TOPIC, cluster).map(LeaseState::read).orElse(LeaseState.START);
    } catch (RuntimeException unreadable) {
      LOG.warn("What flapped at {} before the start cannot be read: {}", cluster, unreadable.toString());
    }
    return stored;
  }

  void remember(LeaseState state) {
    if (state.rememberedAs(stored)) {
      return;
    }
    try {
      memory.remember(TOPIC, cluster, state.text());
      stored = state;
      failed = false;
    } catch (RuntimeException full) {
      if (!failed) {
        LOG.warn("What flaps at {} could not be stored: {}", cluster, full.toString());
      }
      failed = true;
    }
  }
}
