package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one poll shows of policies.
 *
 * @param quiet how many alerts each keeps quiet at this moment
 * @param matched those that have to do with an alert in any way
 */
record PolicyLook(Map<ResourceId, Long> quiet, Set<ResourceId> matched) {
  static PolicyLook of(Poll poll) {
    Map<ResourceId, Long> quiet = new HashMap<>();
    Set<ResourceId> matched = new HashSet<>();
    for (Sighting sighting : poll.alerts()) {
      if (sighting.state() == Sighting.State.SUPPRESSED) {
        Attribution.suppressors(sighting).forEach(policy -> quiet.merge(policy, 1L, Long::sum));
      }
      Sighting.Policies policies = sighting.policies();
      matched.addAll(policies.wouldSuppress());
      matched.addAll(policies.suppress());
      matched.addAll(policies.inVain());
      matched.addAll(policies.calledBefore());
    }
    matched.addAll(quiet.keySet());
    return new PolicyLook(quiet, matched);
  }

  /** As far as the open episodes tell, before there was a poll. */
  static Map<ResourceId, Long> quiet(Iterable<OpenEpisode> open) {
    Map<ResourceId, Long> quiet = new HashMap<>();
    for (OpenEpisode episode : open) {
      if (episode.absence().isEmpty() && episode.seen().state() == Sighting.State.SUPPRESSED) {
        episode.attribution().suppressedBy().forEach(policy -> quiet.merge(policy, 1L, Long::sum));
      }
    }
    return quiet;
  }
}
