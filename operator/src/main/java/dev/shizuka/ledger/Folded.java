package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
      return after.attribution().first().isPresent()
          && (before == null || before.attribution().first().isEmpty());
    }

    /** Policies in Observe mode that cover it for the first time. */
    List<ResourceId> firstCovered() {
      List<ResourceId> policies = new ArrayList<>(after.ifEnforced().keySet());
      if (before != null) {
        policies.removeAll(before.ifEnforced().keySet());
      }
      return policies;
    }

    /** Policies that name it for the first time, and in vain. */
    Set<ResourceId> firstInVain() {
      return news(Attribution::inVain);
    }

    /** Policies that want it quiet for the first time, after a person was called. */
    Set<ResourceId> firstCalledBefore() {
      return news(Attribution::calledBefore);
    }

    private Set<ResourceId> news(Function<Attribution, Set<ResourceId>> part) {
      Set<ResourceId> policies = new HashSet<>(part.apply(after.attribution()));
      if (before != null) {
        policies.removeAll(part.apply(before.attribution()));
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
