package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the policy does.
 *
 * @param state for people: {@code Active}, {@code Pending}, {@code Ended}, {@code Observing}, {@code Suspended}, {@code Refused}
 * @param expires when it ends, as text (a date column cannot show the future)
 */
public record SuppressionPolicyStatus(List<Condition> conditions, @Nullable Long observedGeneration,
    @JsonPropertyDescription("Active, Pending, Ended, Observing, Suspended or Refused") @Nullable String state,
    @JsonPropertyDescription("When it ends") @Nullable String expires,
    @JsonPropertyDescription("The silences that stand for it") List<Binding> bindings) {
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
