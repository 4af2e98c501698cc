package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
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
 * @param silence one stretch of time; exactly one form is given
 * @param schedule windows that come again
 * @param inhibit while another alert fires
 * @param hold until an alert has fired for some time
 * @param flapping while an alert keeps changing its state
 * @param acceptBroad digest of a policy that covers a great deal, set by somebody who means it to
 */
@ValidationRule(value = "[has(self.silence), has(self.schedule), has(self.inhibit), has(self.hold), has(self.flapping)].filter(form, form).size() == 1", message = "a policy has one form: give exactly one of silence, schedule, inhibit, hold and flapping")
public record SuppressionPolicySpec(
    @JsonPropertyDescription("Observe counts what Enforce would do") @Default("Observe") @Nullable Mode mode,
    @JsonPropertyDescription("Why nobody needs to be called") @Required @Size(min = 1, max = 1024) @Nullable String reason,
    @JsonPropertyDescription("Where the decision is recorded, such as a ticket") @Size(max = SuppressionPolicySpec.LONGEST_REFERENCE) @Nullable String reference,
    @JsonPropertyDescription("When the policy ends whatever else it says; in the future") @Required @Nullable Instant expires,
    @JsonPropertyDescription("Any of these sets; within a set all must hold") @Required @Size(min = 1, max = 32) List<Match> match,
    @JsonPropertyDescription("One stretch of time") @Nullable Silence silence,
    @JsonPropertyDescription("Windows that come again, by the clock of a time zone") @Nullable Schedule schedule,
    @JsonPropertyDescription("While another alert fires") @Nullable Inhibit inhibit,
    @JsonPropertyDescription("Until an alert has fired for some time") @Nullable Hold hold,
    @JsonPropertyDescription("While an alert keeps changing its state") @Nullable Flapping flapping,
    @JsonPropertyDescription("Digest of this policy, where it covers a great deal and is meant to: its status says which") @Pattern(Shapes.DIGEST) @Nullable String acceptBroad) {
  /** Characters of {@code reference}. */
  public static final int LONGEST_REFERENCE = 2048;

  public SuppressionPolicySpec {
    match = match == null ? List.of() : List.copyOf(match);
  }

  /** One of the form {@code silence}. */
  public SuppressionPolicySpec(@Nullable Mode mode, @Nullable String reason, @Nullable String reference,
      @Nullable Instant expires, List<Match> match, @Nullable Silence silence) {
    this(mode, reason, reference, expires, match, silence, null);
  }

  /** One of the form {@code silence} or {@code schedule}. */
  public SuppressionPolicySpec(@Nullable Mode mode, @Nullable String reason, @Nullable String reference,
      @Nullable Instant expires, List<Match> match, @Nullable Silence silence, @Nullable Schedule schedule) {
    this(mode, reason, reference, expires, match, silence, schedule, null, null, null, null);
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

  /**
   * Windows that come again.
   *
   * @param timeZone whose clock the windows go by; there is no default, for what is night in one place is noon in another
   * @param except days on which no window starts
   */
  public record Schedule(
      @JsonPropertyDescription("Whose clock the windows go by, such as Asia/Tokyo or UTC") @Required @Size(min = 1, max = 64) @Nullable String timeZone,
      @JsonPropertyDescription("They may overlap and cross midnight") @Required @Size(min = 1, max = 64) List<Window> windows,
      @JsonPropertyDescription("Dates, or ranges of dates such as 2027-12-28..2028-01-03, on which no window starts") @Size(max = 366) List<@Size(max = 22) @Pattern(Shapes.DATES) String> except) {
    public Schedule {
      windows = windows == null ? List.of() : List.copyOf(windows);
      except = except == null ? List.of() : List.copyOf(except);
    }
  }

  /**
   * One window on each of its days.
   *
   * @param days weekdays, or ranges of them, on which it starts
   * @param dates the same by date; exactly one of both
   * @param from local time {@code HH:MM}
   * @param until local time {@code HH:MM}, or {@code 24:00}; not later than {@code from}: on the next day
   */
  @ValidationRule(value = "has(self.days) != has(self.dates)", message = "a window comes by weekday or by date: give exactly one of days and dates")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Window(
      @JsonPropertyDescription("Weekdays on which it starts: mon, or ranges such as mon-fri, fri-mon") @Size(min = 1, max = 7) List<@Size(max = 7) @Pattern(Shapes.WEEKDAYS) String> days,
      @JsonPropertyDescription("Dates on which it starts, or ranges such as 2027-12-28..2028-01-03") @Size(min = 1, max = 366) List<@Size(max = 22) @Pattern(Shapes.DATES) String> dates,
      @JsonPropertyDescription("Local time HH:MM") @Required @Size(max = 5) @Pattern(Shapes.TIME) @Nullable String from,
      @JsonPropertyDescription("Local time HH:MM or 24:00; not later than from: on the next day") @Required @Size(max = 5) @Pattern(Shapes.END_TIME) @Nullable String until) {
    public Window {
      days = days == null ? List.of() : List.copyOf(days);
      dates = dates == null ? List.of() : List.copyOf(dates);
    }
  }

  /**
   * Quiet while a source fires that has the same values of the labels {@code equal}; a label that both lack is equal. An alert that is source and
   * target at once is not inhibited by another that is both.
   *
   * @param source any of these sets; of the policy's own namespace where the policy is namespaced
   * @param realise how; {@code Native} falls back to leases where the backend's configuration is not Shizuka's to complete
   */
  public record Inhibit(
      @JsonPropertyDescription("Alerts that inhibit: any of these sets") @Required @Size(min = 1, max = 32) List<Match> source,
      @JsonPropertyDescription("Labels whose values source and target share; one that both lack is shared") @Size(max = 16) List<@Size(min = 1, max = 253) @Pattern(Shapes.LABEL_NAME) String> equal,
      @JsonPropertyDescription("Lease: silences that Shizuka renews, gone within five minutes of its end. Native: Alertmanager's own inhibit_rules, where the backend has inhibition") @Default("Lease") @Nullable Realise realise) {
    public Inhibit {
      source = source == null ? List.of() : List.copyOf(source);
      equal = equal == null ? List.of() : List.copyOf(equal);
    }

    public Realise realiseOrLease() {
      return realise == null ? Realise.Lease : realise;
    }
  }

  /** Lease ends by itself; Native has no delay. */
  public enum Realise {
    Lease, Native
  }

  /** @param forDuration Prometheus duration */
  public record Hold(
      @JsonPropertyDescription("Call a person only if it still fires after this, a Prometheus duration such as 10m") @Required @Size(min = 1, max = 64) @Pattern(Shapes.DURATION) @JsonProperty("for") @Nullable String forDuration) {}

  /**
   * @param changes how many times it must have begun or ceased to fire
   * @param within Prometheus duration
   * @param quietFor Prometheus duration; until it has not changed its state, in either direction, for so long
   */
  public record Flapping(
      @JsonPropertyDescription("How often it must have begun or ceased to fire") @Required @Min(2) @Max(100) @Nullable Integer changes,
      @JsonPropertyDescription("Within this time, a Prometheus duration such as 30m") @Required @Size(min = 1, max = 64) @Pattern(Shapes.DURATION) @Nullable String within,
      @JsonPropertyDescription("Quiet until it has kept its state for so long, a Prometheus duration such as 1h") @Required @Size(min = 1, max = 64) @Pattern(Shapes.DURATION) @Nullable String quietFor) {}

  /** The mode; a policy that does not say observes. */
  public Mode modeOrObserve() {
    return mode == null ? Mode.Observe : mode;
  }
}
