package dev.shizuka.backend.alertmanager;

import dev.shizuka.catalog.ResourceId;
import java.util.Map;
import java.util.Set;

/**
 * What one sync of the completed configuration came to.
 *
 * @param settled whether there is nothing to try again soon
 */
record CompletionOutcome(boolean synced, boolean settled, String reason, String message, Set<ResourceId> inForce,
    Map<ResourceId, String> failures) {
  static CompletionOutcome failed(String reason, String message) {
    return new CompletionOutcome(false, false, reason, message, Set.of(), Map.of());
  }

  /** The same, with something worse to say. */
  CompletionOutcome but(String worse, String why) {
    return new CompletionOutcome(false, false, worse, why, inForce, failures);
  }
}
