package dev.shizuka.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps alerts from people, for a reason and for a time.
 *
 * @param reference where the decision is recorded
 * @param expires when the policy ends whatever else it says; required, in the future
 * @param match any of these sets; within a set all must hold
 */
public record SuppressionPolicySpec(@Nullable Mode mode, @Nullable String reason, @Nullable String reference,
    @Nullable Instant expires,
    List<Match> match, @Nullable Silence silence) {
  public SuppressionPolicySpec {
    match = match == null ? List.of() : List.copyOf(match);
  }

  /** Observe counts what Enforce would do. */
  public enum Mode {
    Observe, Enforce
  }

  /** @param matchers as Alertmanager writes them: {@code job=~"batch-.*"} */
  public record Match(List<String> matchers) {
    public Match {
      matchers = matchers == null ? List.of() : List.copyOf(matchers);
    }
  }

  /** One stretch of time. */
  public record Silence(@Nullable Instant from, @Nullable Instant until) {}

  /** The mode; a policy that does not say observes. */
  public Mode modeOrObserve() {
    return mode == null ? Mode.Observe : mode;
  }
}
