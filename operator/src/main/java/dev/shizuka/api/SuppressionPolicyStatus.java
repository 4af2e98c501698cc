package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the policy does.
 *
 * @param state for people: {@code Active}, {@code Pending}, {@code Ended}, {@code Observing}, {@code Suspended}, {@code Refused}
 * @param window the running window or the next one, as text: {@code 2026-12-01T16:00:00Z until 2026-12-01T19:30:00Z}; absent if none comes
 * @param expires when it ends, as text (a date column cannot show the future)
 */
public record SuppressionPolicyStatus(List<Condition> conditions, @Nullable Long observedGeneration,
    @JsonPropertyDescription("Active, Pending, Ended, Observing, Suspended or Refused") @Nullable String state,
    @JsonPropertyDescription("The running window or the next one") @Nullable String window,
    @JsonPropertyDescription("When it ends") @Nullable String expires,
    @JsonPropertyDescription("Silences that stand for it, the earliest 32") List<Binding> bindings) {
  public SuppressionPolicyStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    bindings = bindings == null ? List.of() : List.copyOf(bindings);
  }

  /**
   * One silence in one Alertmanager.
   *
   * @param id Alertmanager's own
   * @param until as text
   */
  public record Binding(String backend, String id, String until) {}
}
