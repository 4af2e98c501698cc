package dev.shizuka.backend;

import dev.shizuka.catalog.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one sync of a backend's silences came to.
 *
 * @param failures by policy: what Alertmanager said
 * @param bindings by policy: the silences that stand
 * @param limited policies that lack silences because the backend has as many as it may
 * @param owned how many pending and active silences are ours
 * @param driftCorrected how many of ours somebody else had ended or changed
 */
public record SilenceSync(String backend, Instant at, Duration took, boolean synced, String reason, String message,
    List<Replica> replicas, Map<ResourceId, String> failures, Map<ResourceId, List<Binding>> bindings,
    Set<ResourceId> limited, int owned, int driftCorrected) {
  public SilenceSync {
    replicas = List.copyOf(replicas);
    failures = Map.copyOf(failures);
    bindings = Map.copyOf(bindings);
    limited = Set.copyOf(limited);
  }

  /** One in which no policy lacks a silence for being one too many. */
  public SilenceSync(String backend, Instant at, Duration took, boolean synced, String reason, String message,
      List<Replica> replicas, Map<ResourceId, String> failures, Map<ResourceId, List<Binding>> bindings, int owned,
      int driftCorrected) {
    this(backend, at, took, synced, reason, message, replicas, failures, bindings, Set.of(), owned, driftCorrected);
  }

  /** One silence. */
  public record Binding(String id, Instant startsAt, Instant endsAt) {}
}
