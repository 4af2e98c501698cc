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
import org.jspecify.annotations.Nullable;

/**
 * What alerts cost, what changed, and who is told when.
 *
 * @param window what is looked at
 * @param comparison what it is compared with; absent: the same length directly before, or the same part of the calendar unit before
 * @param timeZone whose days, nights, weeks and quarters are meant
 * @param target what the window is to come to, against the comparison
 * @param schedule when it is made and delivered; goes with {@code delivery}
 * @param causesOfNoAction causes that say that nothing had to be done; handling time with one of them is toil
 */
@ValidationRule(value = "has(self.schedule) == has(self.delivery)", message = "a schedule needs somebody to tell and a delivery needs a time: give schedule and delivery together")
public record NoiseReportSpec(
    @JsonPropertyDescription("Which alerts it is about; absent: all that it may see") @Nullable Scope scope,
    @JsonPropertyDescription("What is looked at: exactly one of last, current and previous") @Required @Nullable Window window,
    @JsonPropertyDescription("What it is compared with; absent: the same length directly before") @Nullable Comparison comparison,
    @JsonPropertyDescription("Whose days, nights, weeks and quarters are meant, such as Asia/Tokyo or UTC") @Required @Size(min = 1, max = 64) @Nullable String timeZone,
    @JsonPropertyDescription("What the window is to come to, against the comparison") @Nullable Target target,
    @JsonPropertyDescription("When it is made and delivered") @Nullable Schedule schedule,
    @JsonPropertyDescription("Who is told: at least one of slack, webhook and directory") @Nullable Delivery delivery,
    @JsonPropertyDescription("Language of what is delivered") @Default("en") @Nullable Language language,
    @JsonPropertyDescription("Causes that say that nothing had to be done; absent: NoActionNeeded") @Size(max = 32) List<@Size(min = 1, max = 63) String> causesOfNoAction) {
  /** The cause that counts as no action where a report names none. */
  public static final String NO_ACTION_NEEDED = "NoActionNeeded";

  public NoiseReportSpec {
    causesOfNoAction = causesOfNoAction == null ? List.of() : List.copyOf(causesOfNoAction);
  }

  /** Lists of names; an empty one stands for all. A namespaced report sees its own namespace only, whatever stands here. */
  public record Scope(
      @JsonPropertyDescription("Namespaces of the alerts; empty: all. A namespaced report sees its own only") @Size(max = 256) List<@Size(min = 1, max = 63) String> namespaces,
      @JsonPropertyDescription("Labels owner of the alerts; empty: all") @Size(max = 256) List<@Size(min = 1, max = 253) String> owners,
      @JsonPropertyDescription("Labels service of the alerts; empty: all") @Size(max = 256) List<@Size(min = 1, max = 253) String> services,
      @JsonPropertyDescription("AlertPriorities of the alerts; empty: all") @Size(max = 64) List<@Size(min = 1, max = 63) String> priorities) {
    public Scope {
      namespaces = namespaces == null ? List.of() : List.copyOf(namespaces);
      owners = owners == null ? List.of() : List.copyOf(owners);
      services = services == null ? List.of() : List.copyOf(services);
      priorities = priorities == null ? List.of() : List.copyOf(priorities);
    }
  }

  /**
   * Exactly one of its fields.
   *
   * @param last Prometheus duration that ends when the report is made
   * @param current the calendar unit that runs, up to when the report is made
   * @param previous the last one that is over
   */
  @ValidationRule(value = "[has(self.last), has(self.current), has(self.previous)].filter(form, form).size() == 1", message = "a report has one window: give exactly one of last, current and previous")
  public record Window(
      @JsonPropertyDescription("The time until the report is made, a Prometheus duration such as 30d") @Size(min = 1, max = 64) @Pattern(Shapes.DURATION) @Nullable String last,
      @JsonPropertyDescription("The week (from Monday), month, quarter or year that runs") @Nullable Unit current,
      @JsonPropertyDescription("The last week (from Monday), month, quarter or year that is over") @Nullable Unit previous) {}

  /** Calendar units, by the clock of {@code timeZone}; weeks begin on Monday. */
  public enum Unit {
    Week, Month, Quarter, Year
  }

  /**
   * {@code length} alone, or {@code from} and {@code until}. Figures of a comparison of another length are scaled to the window's.
   *
   * @param length Prometheus duration directly before the window
   * @param from first day
   * @param until the day after the last
   */
  @ValidationRule(value = "has(self.length) != has(self.from) && has(self.from) == has(self.until)", message = "a comparison is a length directly before the window, or two dates: give length, or from and until")
  public record Comparison(
      @JsonPropertyDescription("Directly before the window, a Prometheus duration such as 90d") @Size(min = 1, max = 64) @Pattern(Shapes.DURATION) @Nullable String length,
      @JsonPropertyDescription("First day, such as 2026-07-01 in quotes") @Size(max = 10) @Pattern(Shapes.DATE) @Nullable String from,
      @JsonPropertyDescription("The day after the last") @Size(max = 10) @Pattern(Shapes.DATE) @Nullable String until) {}

  /** @param percent change that is wanted, such as -20 */
  public record Target(
      @JsonPropertyDescription("The change that is wanted against the comparison, in percent, such as -20") @Required @Min(-100) @Max(100) @Nullable Integer percent,
      @JsonPropertyDescription("Of which figure") @Default("HandlingTime") @Nullable Figure of) {
    public Figure ofOrHandlingTime() {
      return of == null ? Figure.HandlingTime : of;
    }
  }

  /** Figures that a target may be set for. */
  public enum Figure {
    HandlingTime, Episodes, Actionable, Unattended, NightCalls
  }

  /**
   * @param cron five fields, as crontab(5) has them
   * @param timeZone absent: the report's
   */
  public record Schedule(
      @JsonPropertyDescription("Minute, hour, day of the month, month, day of the week, such as 0 9 1 * *") @Required @Size(min = 9, max = 128) @Pattern(Shapes.CRON) @Nullable String cron,
      @JsonPropertyDescription("Whose clock it goes by; absent: the report's timeZone") @Size(min = 1, max = 64) @Nullable String timeZone) {}

  /** At least one of its fields; each is told once. */
  @ValidationRule(value = "has(self.slack) || has(self.webhook) || has(self.directory)", message = "a delivery needs somebody to tell: give at least one of slack, webhook and directory")
  public record Delivery(
      @JsonPropertyDescription("An incoming webhook as Slack, Mattermost and Rocket.Chat have it") @Nullable Endpoint slack,
      @JsonPropertyDescription("Takes the report as JSON") @Nullable Endpoint webhook,
      @JsonPropertyDescription("On hosts: a folder that gets HTML, Markdown and JSON") @Nullable Directory directory) {}

  /** An address that is a secret itself, and is therefore never written here. */
  public record Endpoint(
      @JsonPropertyDescription("Where its address is kept") @Required @Nullable ValueFrom urlFrom) {}

  /** Exactly one of its fields. */
  @ValidationRule(value = "has(self.secretRef) != has(self.file)", message = "the address comes from one place: give exactly one of secretRef and file")
  public record ValueFrom(
      @JsonPropertyDescription("In a cluster: a key of a Secret in the operator's own namespace") @Nullable SecretKeyRef secretRef,
      @JsonPropertyDescription("On hosts: a file that holds it") @Size(min = 1, max = 1024) @Nullable String file) {}

  /** @param name for a namespaced report it begins with the report's namespace and a dot, so that nobody uses another team's */
  public record SecretKeyRef(
      @JsonPropertyDescription("Name of the Secret; for a namespaced report NAMESPACE.ANYTHING") @Required @Size(min = 1, max = 253) @Pattern(Shapes.OBJECT_NAME) @Nullable String name,
      @JsonPropertyDescription("Key within it, url where absent") @Default("url") @Size(min = 1, max = 253) @Nullable String key) {
    public String keyOrUrl() {
      return key == null ? "url" : key;
    }
  }

  /** A folder that gets the report as NAME-TIME.html, .md and .json. */
  public record Directory(
      @JsonPropertyDescription("The folder; it gets NAME-TIME.html, .md and .json, a NoiseReport NAMESPACE_NAME-TIME") @Required @Size(min = 1, max = 1024) @Nullable String path) {}

  /** Languages that reports are written in. */
  public enum Language {
    en, ja
  }

  public Language languageOrEnglish() {
    return language == null ? Language.en : language;
  }

  /** Causes that say that nothing had to be done, never empty. */
  public List<String> noActionCauses() {
    return causesOfNoAction.isEmpty() ? List.of(NO_ACTION_NEEDED) : causesOfNoAction;
  }
}
