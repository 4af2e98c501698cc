package dev.shizuka.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the backend fares.
 *
 * @param rules for people: {@code 41/42} are loaded of those desired
 */
public record MonitoringBackendStatus(List<Condition> conditions, @Nullable Long observedGeneration,
    List<Replica> replicas,
    @Nullable String rules, @Nullable Integer rulesRejected, @Nullable Integer silencesOwned,
    @Nullable Long driftCorrected, @Nullable Instant lastSync) {
  public MonitoringBackendStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    replicas = replicas == null ? List.of() : List.copyOf(replicas);
  }

  /** @param kind {@code Prometheus} or {@code Alertmanager} */
  public record Replica(String kind, String url, boolean reachable, @Nullable String version,
      @Nullable String message) {}
}
