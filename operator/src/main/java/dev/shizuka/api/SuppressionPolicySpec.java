package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
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
public record SuppressionPolicySpec(
    @JsonPropertyDescription("Observe counts what Enforce would do") @Default("Observe") @Nullable Mode mode,
    @JsonPropertyDescription("Why nobody needs to be called") @Required @Size(min = 1, max = 1024) @Nullable String reason,
    @JsonPropertyDescription("Where the decision is recorded, such as a ticket") @Size(max = 2048) @Nullable String reference,
    @JsonPropertyDescription("When the policy ends whatever else it says; in the future") @Required @Nullable Instant expires,
    @JsonPropertyDescription("Any of these sets; within a set all must hold") @Required @Size(min = 1, max = 32) List<Match> match,
    @JsonPropertyDescription("One stretch of time") @Required @Nullable Silence silence) {
  public SuppressionPolicySpec {
    match = match == null ? List.of() : List.copyOf(match);
  }

  /** Observe counts what Enforce would do. */
  public enum Mode {
    Observe, Enforce
  }

  /** @param matchers as Alertmanager writes them: {@code job=~"batch-.*"} */
  public record Match(
      @JsonPropertyDescription("As Alertmanager writes them: job=~\"batch-.*\"") @Required @Size(min = 1, max = 32) List<@Size(min = 2, max = 1024) String> matchers) {
    public Match {
      matchers = matchers == null ? List.of() : List.copyOf(matchers);
    }
  }

  /** One stretch of time. */
  @ValidationRule(value = "self.from < self.until", message = "silence.until must be later than silence.from", fieldPath = ".until")
  public record Silence(@JsonPropertyDescription("When it starts") @Required @Nullable Instant from,
      @JsonPropertyDescription("When it ends") @Required @Nullable Instant until) {}

  /** The mode; a policy that does not say observes. */
  public Mode modeOrObserve() {
    return mode == null ? Mode.Observe : mode;
  }
}
