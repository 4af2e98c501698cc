package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a poll made of the open episodes of its backend.
 *
 * @param recorded whether the poll counts as a look at all; otherwise nothing changed, the time of the last poll neither
 * @param open by fingerprint
 * @param changes of episodes that are no longer as they were, sorted by fingerprint, present ones first
 */
record Folded(boolean recorded, Map<String, OpenEpisode> open, List<Change> changes) {
  /**
   * @param before null where the episode is new
   * @param end present where it closed
   */
  record Change(@Nullable OpenEpisode before, OpenEpisode after, Optional<End> end) {
    boolean opened() {
      return before == null;
    }

    boolean becameActionable() {
      return after.course().actionable() && (before == null || !before.course().actionable());
    }

    boolean firstSuppressed() {
      return after.course().suppression().isPresent()
          && (before == null || before.course().suppression().isEmpty());
    }

    /** Policies in Observe mode that cover it for the first time. */
    List<ResourceId> firstCovered() {
      List<ResourceId> policies = new ArrayList<>(after.ifEnforced().keySet());
      if (before != null) {
        policies.removeAll(before.ifEnforced().keySet());
      }
      return policies;
    }
  }

  /**
   * @param closedAt the poll that closed it; it was last seen earlier
   * @param wouldSuppress policies in Observe mode that would have suppressed it, where it was not
   */
  record End(Instant closedAt, Outcome outcome, List<ResourceId> wouldSuppress) {}
}
