package dev.shizuka.backend;

import dev.shizuka.catalog.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one sync of a backend's inhibit rules came to.
 *
 * @param synced whether every member runs with the base as it is and with exactly the rules that are declared
 * @param reason {@code Synced}, {@code Arriving}, {@code NotArrived}, {@code Frozen}, {@code Unreachable}, {@code ForeignConfiguration} (the base
 *     is refused), {@code ForeignOutput} (the output is somebody else's), {@code InhibitionRefused} (rules of ours are), …
 * @param inForce policies whose rules Alertmanager runs with
 * @param failures policies whose rules Alertmanager refuses, with its words
 * @param driftCorrected 1 if somebody else had changed the output
 */
public record InhibitionSync(String backend, Instant at, Duration took, boolean synced, String reason, String message,
    List<Replica> replicas, Set<ResourceId> inForce, Map<ResourceId, String> failures, int driftCorrected) {
  public InhibitionSync {
    replicas = List.copyOf(replicas);
    inForce = Set.copyOf(inForce);
    failures = Map.copyOf(failures);
  }
}
