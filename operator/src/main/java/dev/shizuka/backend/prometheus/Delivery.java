package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.BackendException;
import dev.shizuka.compile.RuleGroup;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A way for rules to reach Prometheus. Called by one thread. */
sealed interface Delivery permits DirectoryDelivery, ConfigMapDelivery, PrometheusRuleDelivery {
  /** Before the first sync of the process, whether or not a replica can be reached. */
  void start() throws BackendException;

  Outcome deliver(Round round) throws BackendException, InterruptedException;

  /**
   * @param groups what is desired
   * @param overtaken whether something newer is declared, so that waiting is pointless
   */
  record Round(List<RuleGroup> groups, Replicas replicas, BooleanSupplier overtaken) {
    public Round {
      groups = List.copyOf(groups);
    }
  }
}
