package dev.shizuka.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the group and of each rule in it. */
public record AlertRuleGroupStatus(List<Condition> conditions, @Nullable Long observedGeneration,
    @Nullable String loaded,
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
  public record RuleStatus(String name, boolean accepted, boolean loaded, @Nullable Boolean lastGood,
      @Nullable String health,
      @Nullable String lastError, @Nullable Integer firing, @Nullable String reason, @Nullable String message) {}
}
