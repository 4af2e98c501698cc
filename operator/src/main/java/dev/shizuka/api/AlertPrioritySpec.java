package dev.shizuka.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How urgent, how fast, how protected.
 *
 * @param rank 1 is most urgent
 * @param severity label {@code severity} of alerts of this priority
 * @param assign alerts that name no priority and have all labels of any of these sets get this one
 */
public record AlertPrioritySpec(@Nullable Integer rank, @Nullable String severity, List<Map<String, String>> assign,
    @Nullable Response response, @Nullable Suppression suppression) {
  public AlertPrioritySpec {
    assign = assign == null ? List.of() : assign.stream().map(Map::copyOf).toList();
  }

  /** Whether alerts of a priority may be suppressed. */
  public enum Suppression {
    Forbidden, Approval, Allowed
  }

  /**
   * @param within Prometheus duration from being actionable to an answer
   * @param objective percent of episodes answered in time
   */
  public record Response(@Nullable String within, @Nullable Integer objective) {}

  /** The rank; a missing one counts as least urgent. */
  public int rankOrLast() {
    return rank == null ? Integer.MAX_VALUE : rank;
  }

  /** What it says of suppression; silence about it forbids. */
  public Suppression suppressionOrForbidden() {
    return suppression == null ? Suppression.Forbidden : suppression;
  }
}
