package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the group and of each rule in it. */
public record AlertRuleGroupStatus(List<Condition> conditions, @Nullable Long observedGeneration,
    @JsonPropertyDescription("5/6 of the declared rules are loaded") @Nullable String loaded,
    List<RuleStatus> rules) {
  public AlertRuleGroupStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    rules = rules == null ? List.of() : List.copyOf(rules);
  }

  /**
   * One rule, in the order of {@code spec.rules}.
   *
   * @param accepted whether the declared version is part of the desired state
   * @param loaded whether every replica of every backend has it
   * @param lastGood whether an earlier version runs in its place
   * @param health as Prometheus says: {@code ok}, {@code err}, {@code unknown}
   * @param message why it was left out, or what is odd about it
   */
  public record RuleStatus(String name,
      @JsonPropertyDescription("Whether the declared version is part of the desired state") boolean accepted,
      @JsonPropertyDescription("Whether every replica of every backend has the declared version") boolean loaded,
      @JsonPropertyDescription("Whether an earlier version runs in its place") @Nullable Boolean lastGood,
      @JsonPropertyDescription("As Prometheus says: ok, err, unknown") @Nullable String health,
      @JsonPropertyDescription("As Prometheus says") @Nullable String lastError,
      @JsonPropertyDescription("Instances firing, at most five minutes old") @Nullable Integer firing,
      @Nullable String reason,
      @JsonPropertyDescription("Why it was left out, or what is odd about it") @Nullable String message) {}
}
