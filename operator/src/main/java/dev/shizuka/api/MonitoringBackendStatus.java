package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
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
    @JsonPropertyDescription("41/42 are loaded of those desired") @Nullable String rules,
    @JsonPropertyDescription("Declared rules that are left out") @Nullable Integer rulesRejected,
    @JsonPropertyDescription("Pending and active silences of ours") @Nullable Integer silencesOwned,
    @JsonPropertyDescription("What somebody else had changed and was put back, since the operator started") @Nullable Long driftCorrected,
    @JsonPropertyDescription("The sync that found this; later ones that found the same are not written here") @Nullable Instant lastSync) {
  public MonitoringBackendStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    replicas = replicas == null ? List.of() : List.copyOf(replicas);
  }

  /** The same, found at another time. */
  public MonitoringBackendStatus withLastSync(@Nullable Instant at) {
    return new MonitoringBackendStatus(conditions, observedGeneration, replicas, rules, rulesRejected, silencesOwned,
        driftCorrected, at);
  }

  /** @param kind {@code Prometheus} or {@code Alertmanager} */
  public record Replica(String kind, String url, boolean reachable, @Nullable String version,
      @Nullable String message) {}
}
