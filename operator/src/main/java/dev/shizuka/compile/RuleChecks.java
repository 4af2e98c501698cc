package dev.shizuka.compile;

import com.google.re2j.Pattern;
import dev.shizuka.api.AlertRuleGroupSpec.Rule;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything about one rule that can be known without the backend (DESIGN, "How rules are delivered", 1). */
final class RuleChecks {
  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final int LONGEST_NAME = 253;

  private RuleChecks() {}

  static void check(Rule rule, Findings findings) {
    boolean alert = isSet(rule.alert());
    if (alert == isSet(rule.recordName())) {
      findings.refuse("", "InvalidRule", alert
          ? "a rule has one of alert and record, not both: make two rules of it"
          : "a rule needs a name: set alert, or record");
    } else if (alert) {
      alert(rule, findings);
    } else {
      record(rule, findings);
    }
    ExpressionChecks.check(rule.expr() == null ? "" : rule.expr(), findings);
    LabelChecks.check(rule, alert, findings);
  }

  private static void alert(Rule rule, Findings findings) {
    String name = String.valueOf(rule.alert());
    if (!UnicodeText.valid(name)) {
      findings.refuse("/alert", "InvalidName", "the alert's name holds half of a surrogate pair: write valid Unicode");
    } else if (name.isBlank() || name.length() > LONGEST_NAME) {
      findings.refuse("/alert", "InvalidName", "the alert's name needs 1 to " + LONGEST_NAME + " characters");
    }
    duration(rule.forDuration(), "/for", "for", findings);
    duration(rule.keepFiringFor(), "/keepFiringFor", "keepFiringFor", findings);
    if (rule.priority() != null && !UnicodeText.valid(rule.priority())) {
      findings.refuse("/priority", "InvalidText", "priority holds half of a surrogate pair: name an AlertPriority");
    }
  }

  private static void duration(@Nullable String duration, String path, String what, Findings findings) {
    if (duration != null && PrometheusDuration.parse(duration).isEmpty()) {
      findings.refuse(path, "InvalidDuration",
          what + " \"" + duration + "\" is no Prometheus duration: write 5m or 1h30m");
    }
  }

  private static void record(Rule rule, Findings findings) {
    if (!METRIC.matches(String.valueOf(rule.recordName()))) {
      findings.refuse("/record", "InvalidName", "\"" + rule.recordName()
          + "\" is no name of a metric: use letters, digits, _ and :, and no digit first");
    }
    onlyAlerts(rule, "for", Rule::forDuration, findings);
    onlyAlerts(rule, "keepFiringFor", Rule::keepFiringFor, findings);
    onlyAlerts(rule, "priority", Rule::priority, findings);
    onlyAlerts(rule, "summary", Rule::summary, findings);
    onlyAlerts(rule, "runbookURL", Rule::runbookURL, findings);
    onlyAlerts(rule, "annotations", of -> of.annotations().isEmpty() ? null : of.annotations(), findings);
  }

  private static void onlyAlerts(Rule rule, String field, Function<Rule, @Nullable Object> value, Findings findings) {
    if (value.apply(rule) != null) {
      findings.refuse("/" + field, "InvalidField", "a recording rule has no " + field + ": remove it");
    }
  }

  /** An empty name counts as none, as in Prometheus. */
  static boolean isSet(@Nullable String name) {
    return name != null && !name.isEmpty();
  }
}
