package dev.shizuka.compile;

import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.Unreadable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One AlertRuleGroup to one rule group. */
final class GroupCompiler {
  private static final int LONGEST_VALUE = 253;

  private final RuleSurroundings around;

  GroupCompiler(RuleSurroundings around) {
    this.around = around;
  }

  /**
   * @param group empty where no rule is left
   * @param unchecked expressions to ask the backend about
   */
  record Compiled(Optional<RuleGroup> group, Verdict verdict, List<String> unchecked) {
    Compiled {
      unchecked = List.copyOf(unchecked);
    }

    /** The same, told that the object cannot be read as it is now. */
    Compiled unreadable(Problem problem) {
      List<Problem> problems = new ArrayList<>(verdict.problems());
      problems.add(problem);
      return new Compiled(group,
          new Verdict(verdict.id(), verdict.generation(), verdict.origin(), false, problems, verdict.rules()),
          unchecked);
    }
  }

  /** The whole last good group stands in for an object that cannot be read. */
  static Compiled unreadable(Unreadable object, Optional<RuleGroup> lastGood) {
    return new Compiled(lastGood, new Verdict(object.id().orElseThrow(), 0, object.origin(), false,
        List.of(instead(object.problem(), lastGood)), List.of()), List.of());
  }

  /** The same for an object that breaks the code. */
  static Compiled quarantined(Declared<AlertRuleGroupSpec> object, Problem broken, Optional<RuleGroup> lastGood) {
    return new Compiled(lastGood, new Verdict(object.id(), object.generation(), object.origin(), false,
        List.of(instead(broken, lastGood)), List.of()), List.of());
  }

  private static Problem instead(Problem problem, Optional<RuleGroup> lastGood) {
    return new Problem(problem.path(), problem.reason(), problem.message() + ". " + wholeGroup(lastGood));
  }

  Compiled compile(Declared<AlertRuleGroupSpec> object, Optional<RuleGroup> lastGood) {
    AlertRuleGroupSpec spec = object.spec();
    Findings findings = new Findings("/spec");
    checkGroup(spec, findings);
    List<RuleDraft> drafts = new RuleDrafts(object.id(), spec, around).drafts();
    List<String> unchecked = drafts.stream().flatMap(draft -> draft.unchecked().stream()).toList();
    if (!findings.good()) {
      return new Compiled(lastGood, refused(object, findings, new StandIns(drafts, lastGood), lastGood), unchecked);
    }
    honorLabels(object, findings);
    StandIns standIns = new StandIns(drafts, lastGood);
    List<CompiledRule> rules = standIns.rules();
    RuleGroup group = new RuleGroup(object.id(), text(spec.interval()), rules);
    Verdict verdict = new Verdict(object.id(), object.generation(), object.origin(), true, findings.notes(),
        standIns.verdicts());
    return new Compiled(rules.isEmpty() ? Optional.empty() : Optional.of(group), verdict, unchecked);
  }

  private static void checkGroup(AlertRuleGroupSpec spec, Findings findings) {
    String interval = spec.interval();
    if (interval != null && PrometheusDuration.parse(interval).filter(Duration::isPositive).isEmpty()) {
      findings.refuse("/interval", "InvalidDuration",
          "interval \"" + interval + "\" is no Prometheus duration above zero: write 30s or 5m");
    }
    value(spec.service(), "service", findings);
    value(spec.owner(), "owner", findings);
  }

  private static void value(@Nullable String value, String field, Findings findings) {
    if (value != null && (!UnicodeText.valid(value) || value.length() > LONGEST_VALUE)) {
      findings.refuse("/" + field, "InvalidText",
          field + " needs valid Unicode of at most " + LONGEST_VALUE + " characters");
    }
  }

  private void honorLabels(Declared<AlertRuleGroupSpec> object, Findings findings) {
    String namespace = object.id().namespace();
    if (Boolean.TRUE.equals(object.spec().honorLabels()) && !around.honors(namespace)) {
      findings.note("/honorLabels", "HonorLabelsRefused", "the backend does not list namespace " + namespace
          + " in honorLabelsIn, so alerts get namespace=\"" + namespace + "\": remove honorLabels, or have it listed");
    }
  }

  private static Verdict refused(Declared<AlertRuleGroupSpec> object, Findings findings, StandIns standIns,
      Optional<RuleGroup> lastGood) {
    List<Problem> problems = findings.refusals().stream().map(problem -> instead(problem, lastGood)).toList();
    return new Verdict(object.id(), object.generation(), object.origin(), false, problems,
        standIns.verdictsOfRefusedGroup());
  }

  private static String wholeGroup(Optional<RuleGroup> lastGood) {
    return lastGood.isPresent()
        ? "The group's last good version keeps running whole"
        : "None of the group's rules run until then";
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
