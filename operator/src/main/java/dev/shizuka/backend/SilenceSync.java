package dev.shizuka.backend;

import dev.shizuka.catalog.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one sync of a backend's silences came to.
 *
 * @param failures by policy: what Alertmanager said
 * @param bindings by policy: the silences that stand
 * @param owned how many pending and active silences are ours
 * @param driftCorrected how many of ours somebody else had ended or changed
 */
public record SilenceSync(String backend, Instant at, Duration took, boolean synced, String reason, String message,
    List<Replica> replicas, Map<ResourceId, String> failures, Map<ResourceId, List<Binding>> bindings,
    int owned, int driftCorrected) {
  public SilenceSync {
    replicas = List.copyOf(replicas);
    failures = Map.copyOf(failures);
    bindings = Map.copyOf(bindings);
  }

  /** One silence. */
  public record Binding(String id, Instant startsAt, Instant endsAt) {}
}
