package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the policy does.
 *
 * @param state for people: {@code Active}, {@code Armed}, {@code Pending}, {@code Ended}, {@code Observing}, {@code Suspended}, {@code Refused}
 * @param window the running window or the next one, as text: {@code 2026-12-01T16:00:00Z until 2026-12-01T19:30:00Z}; absent if none comes
 * @param expires when it ends, as text (a date column cannot show the future)
 * @param suppressedNow alerts, at the last poll; this and the others are written at most every five minutes
 * @param suppressed7d episodes it kept quiet and nobody was called for, of today and the six days before, by UTC
 * @param called30d of those in {@code wouldSuppress30d}: episodes for which a person was called
 * @param lastMatch when it last had to do with an alert, as text, rounded down to five minutes
 */
public record SuppressionPolicyStatus(List<Condition> conditions, @Nullable Long observedGeneration,
    @JsonPropertyDescription("Active, Armed (no alert is quiet by it now), Pending, Ended, Observing, Suspended or Refused") @Nullable String state,
    @JsonPropertyDescription("The running window or the next one") @Nullable String window,
    @JsonPropertyDescription("When it ends") @Nullable String expires,
    @JsonPropertyDescription("Alerts that it keeps quiet now") @Nullable Long suppressedNow,
    @JsonPropertyDescription("Episodes that it kept quiet in 7 days") @Nullable Long suppressed7d,
    @JsonPropertyDescription("Episodes that it kept quiet in 30 days") @Nullable Long suppressed30d,
    @JsonPropertyDescription("Episodes that it would have kept quiet in 7 days, had it not been in Observe") @Nullable Long wouldSuppress7d,
    @JsonPropertyDescription("The same in 30 days") @Nullable Long wouldSuppress30d,
    @JsonPropertyDescription("Those among them for which a person was called") @Nullable Long called30d,
    @JsonPropertyDescription("Episodes in 30 days that its matchers name and that are protected from it") @Nullable Long inVain30d,
    @JsonPropertyDescription("Episodes in 30 days for which a person was called before its lease could stand") @Nullable Long calledBeforeLease30d,
    @JsonPropertyDescription("When it last had to do with an alert") @Nullable String lastMatch,
    @JsonPropertyDescription("Silences that stand for it, the earliest 32") List<Binding> bindings) {
  public SuppressionPolicyStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    bindings = bindings == null ? List.of() : List.copyOf(bindings);
  }

  /** One without figures. */
  public SuppressionPolicyStatus(List<Condition> conditions, @Nullable Long observedGeneration, @Nullable String state,
      @Nullable String window, @Nullable String expires, List<Binding> bindings) {
    this(conditions, observedGeneration, state, window, expires, null, null, null, null, null, null, null, null, null,
        bindings);
  }

  /**
   * One silence in one Alertmanager.
   *
   * @param id Alertmanager's own
   * @param until as text
   */
  public record Binding(String backend, String id, String until) {}
}
