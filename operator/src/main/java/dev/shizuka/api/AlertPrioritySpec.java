package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
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
@ValidationRule(value = "!has(self.assign) || self.assign.all(set, size(set) > 0 && !('priority' in set))", message = "each set of assign needs at least one label, and none may be priority: assign is for alerts that name no priority")
public record AlertPrioritySpec(
    @JsonPropertyDescription("1 is most urgent") @Required @Min(1) @Max(1000) @Nullable Integer rank,
    @JsonPropertyDescription("Label severity of alerts of this priority") @Size(min = 1, max = 63) @Nullable String severity,
    @JsonPropertyDescription("Alerts that name no priority and have all labels of any of these sets get this one") @Size(max = AlertPrioritySpec.MOST_ASSIGN_SETS) List<Map<String, String>> assign,
    @JsonPropertyDescription("How fast and how surely a person answers") @Nullable Response response,
    @JsonPropertyDescription("Whether policies may keep alerts of this priority from people") @Default("Forbidden") @Nullable Suppression suppression) {
  /** Of {@code assign}. */
  public static final int MOST_ASSIGN_SETS = 32;

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
   * @param businessHours where given, {@code within} runs in these hours only
   * @param causes what people choose from when they say why an answer came late or was not needed
   */
  public record Response(
      @JsonPropertyDescription("Time from being actionable to an answer, a Prometheus duration such as 30m") @Required @Size(min = 1, max = 64) @Pattern(Shapes.DURATION) @Nullable String within,
      @JsonPropertyDescription("Percent of episodes answered in time") @Min(1) @Max(100) @Nullable Integer objective,
      @JsonPropertyDescription("The time to an answer runs in these hours only; absent: at all hours") @Nullable BusinessHours businessHours,
      @JsonPropertyDescription("What people choose from when they say why an answer came late or was not needed") @Size(max = 32) List<@Size(min = 1, max = 63) String> causes) {
    public Response {
      causes = causes == null ? List.of() : List.copyOf(causes);
    }

    /** One at all hours, without causes to choose from. */
    public Response(@Nullable String within, @Nullable Integer objective) {
      this(within, objective, null, List.of());
    }
  }

  /**
   * Hours of the week in which somebody is there.
   *
   * @param days weekdays, or ranges of them
   * @param from local time {@code HH:MM}
   * @param until local time {@code HH:MM} or {@code 24:00}, later than {@code from}
   */
  @ValidationRule(value = "self.from < self.until", message = "businessHours.until must be later than businessHours.from", fieldPath = ".until")
  public record BusinessHours(
      @JsonPropertyDescription("Whose clock the hours go by, such as Asia/Tokyo or UTC") @Required @Size(min = 1, max = 64) @Nullable String timeZone,
      @JsonPropertyDescription("Weekdays: mon, or ranges such as mon-fri") @Required @Size(min = 1, max = 7) List<@Size(max = 7) @Pattern(Shapes.WEEKDAYS) String> days,
      @JsonPropertyDescription("Local time HH:MM") @Required @Size(max = 5) @Pattern(Shapes.TIME) @Nullable String from,
      @JsonPropertyDescription("Local time HH:MM or 24:00, later than from") @Required @Size(max = 5) @Pattern(Shapes.END_TIME) @Nullable String until) {
    public BusinessHours {
      days = days == null ? List.of() : List.copyOf(days);
    }
  }

  /** The rank; a missing one counts as least urgent. */
  public int rankOrLast() {
    return rank == null ? Integer.MAX_VALUE : rank;
  }

  /** What it says of suppression; silence about it forbids. */
  public Suppression suppressionOrForbidden() {
    return suppression == null ? Suppression.Forbidden : suppression;
  }
}
