package dev.shizuka.compile;

import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.AlertRuleGroupSpec.Rule;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks and compiles the rules of one group, each for itself. */
final class RuleDrafts {
  private static final int MOST = 1000;

  private final ResourceId owner;
  private final AlertRuleGroupSpec group;
  private final RuleSurroundings around;

  RuleDrafts(ResourceId owner, AlertRuleGroupSpec group, RuleSurroundings around) {
    this.owner = owner;
    this.group = group;
    this.around = around;
  }

  /** In the order of the rules. */
  List<RuleDraft> drafts() {
    List<RuleId> ids = RuleIds.of(group.rules());
    List<RuleDraft> drafts = new ArrayList<>();
    Map<RuleContent, Integer> accepted = new HashMap<>();
    for (int index = 0; index < ids.size(); index++) {
      RuleDraft draft = isolated(index, ids.get(index));
      Integer twin = draft.compiled().map(RuleContent::of).map(accepted::get).orElse(null);
      drafts.add(twin == null ? draft : draft.refused(duplicate(draft, twin)));
      int accepting = index;
      draft.compiled().ifPresent(rule -> accepted.putIfAbsent(RuleContent.of(rule), accepting));
    }
    return drafts;
  }

  private static Problem duplicate(RuleDraft draft, int twin) {
    return new Problem(draft.path(), "Duplicate",
        "the rule is the same as rule " + twin
            + " of the group, which is loaded: remove it, or change name, labels, expr or for");
  }

  private RuleDraft isolated(int index, RuleId id) {
    return Quarantine.around("/spec/rules/" + index, () -> draft(index, id), broken -> new RuleDraft(index, id,
        text(group.rules().get(index).expr()), Optional.empty(), List.of(broken), Optional.empty()));
  }

  private RuleDraft draft(int index, RuleId id) {
    Rule rule = group.rules().get(index);
    Findings findings = new Findings("/spec/rules/" + index);
    RuleChecks.check(rule, findings);
    if (index >= MOST) {
      findings.refuse("", "TooLarge", "a group holds at most " + MOST + " rules: split it");
    }
    String expr = text(rule.expr());
    Optional<String> unchecked = findings.refused("/expr") ? Optional.empty() : expression(expr, findings);
    if (findings.good() && unchecked.isPresent()) {
      findings.refuse("/expr", "Unchecked", "the backend could not be asked about expr yet");
    }
    boolean alert = id.kind().equals("alert");
    CompiledRule compiled = new CompiledRule(id, alert, id.name(), expr, text(rule.forDuration()),
        text(rule.keepFiringFor()), alert ? labels(rule, findings) : rule.labels(), annotations(rule, findings));
    return findings.good()
        ? new RuleDraft(index, id, expr, Optional.of(compiled), findings.notes(), unchecked)
        : new RuleDraft(index, id, expr, Optional.empty(), findings.refusals(), unchecked);
  }

  /** The expression, where nobody knows yet whether the backend takes it. */
  private Optional<String> expression(String expr, Findings findings) {
    return switch (around.expressions().of(expr)) {
      case ExpressionVerdicts.Verdict.Good() -> Optional.empty();
      case ExpressionVerdicts.Verdict.Unknown() -> Optional.of(expr);
      case ExpressionVerdicts.Verdict.Bad(String message) -> {
        findings.refuse("/expr", "ExpressionRefused", "the backend refuses expr: " + message);
        yield Optional.empty();
      }
    };
  }

  private Map<String, String> labels(Rule rule, Findings findings) {
    Stamps stamps = new Stamps();
    if (Boolean.TRUE.equals(group.honorLabels()) && around.honors(owner.namespace())) {
      stamps.honor("namespace", owner.namespace());
    } else {
      stamps.stamp("namespace", owner.namespace());
    }
    stamps.stamp("service", text(group.service()));
    stamps.stamp("owner", text(group.owner()));
    priority(text(rule.priority()), rule, stamps, findings);
    Map<String, String> labels = new TreeMap<>(rule.labels());
    labels.putAll(stamps.labels());
    return labels;
  }

  private void priority(String priority, Rule rule, Stamps stamps, Findings findings) {
    stamps.stamp("priority", priority);
    if (!priority.isEmpty() && !around.priorities().contains(priority)) {
      findings.note("/priority", "UnknownPriority", "no AlertPriority is named \"" + priority
          + "\": the alert keeps the label and counts as protected; declare it, or name another");
    }
    String severity = around.priorities().severity(priority);
    stamps.stamp("severity", severity);
    String own = rule.labels().get("severity");
    if (own != null && !severity.isEmpty() && !own.equals(severity)) {
      findings.note("/labels/severity", "SeverityOverridden",
          "priority " + priority + " has severity " + severity + ", which replaces this label: remove it");
    }
  }

  private static Map<String, String> annotations(Rule rule, Findings findings) {
    Map<String, String> annotations = new TreeMap<>(rule.annotations());
    annotate(annotations, "summary", new Field("/summary", rule.summary()), findings);
    annotate(annotations, "runbook_url", new Field("/runbookURL", rule.runbookURL()), findings);
    return annotations;
  }

  private record Field(String path, @Nullable String value) {}

  private static void annotate(Map<String, String> annotations, String name, Field field, Findings findings) {
    if (field.value() == null) {
      return;
    }
    String before = annotations.put(name, field.value());
    if (before != null && !before.equals(field.value())) {
      findings.note("/annotations/" + name, "AnnotationOverridden",
          "the rule's field " + field.path().substring(1) + " replaces this annotation: remove one of them");
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
