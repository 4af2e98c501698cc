package dev.shizuka.observe;

import dev.shizuka.backend.Replica;
import dev.shizuka.catalog.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What the last poll came to, for people.
 *
 * @param alerts how many alerts were seen
 * @param late policies whose leases come after somebody was called, for the routes of an alert they keep quiet wait less than a poll
 * @param problem why the poll was not recorded, or what it lacks; empty where all is well
 */
public record PollState(Instant at, List<Replica> members, int alerts, Set<ResourceId> late, String problem) {
  public PollState {
    late = Set.copyOf(late);
    members = List.copyOf(members);
  }
}
