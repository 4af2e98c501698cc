package dev.shizuka.observe;

import dev.shizuka.backend.Replica;
import java.time.Instant;
import java.util.List;

/**
 * What the last poll came to, for people.
 *
 * @param alerts how many alerts were seen
 * @param problem why the poll was not recorded, or what it lacks; empty where all is well
 */
public record PollState(Instant at, List<Replica> members, int alerts, String problem) {
  public PollState {
    members = List.copyOf(members);
  }
}
