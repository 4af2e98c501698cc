package dev.shizuka.compile;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.catalog.Unreadable;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One group in namespace {@code shop}, a backend that takes everything, and what was last good. */
record RuleWorld(Catalog catalog, ExpressionVerdicts expressions, LastGoodRules lastGood) {
  static final ResourceId GROUP = new ResourceId(Kind.ALERT_RULE_GROUP, "shop", "checkout");
  static final ExpressionVerdicts ALL_GOOD = expression -> expression.contains("BAD")
      ? new ExpressionVerdicts.Verdict.Bad("1:1: parse error: " + expression)
      : new ExpressionVerdicts.Verdict.Good();
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  /** @param yaml the group's spec */
  static RuleWorld of(String yaml) {
    return of(YAML.unmarshal("---\n" + yaml, AlertRuleGroupSpec.class));
  }

  static RuleWorld of(AlertRuleGroupSpec spec) {
    List<Declared<AlertPrioritySpec>> priorities = Stream.of("p1", "p2")
        .map(name -> new Declared<>(new ResourceId(Kind.ALERT_PRIORITY, "", name), "", 0,
            new AlertPrioritySpec(1, name.equals("p2") ? "critical" : null, List.of(), null, null), Origin.CLUSTER))
        .toList();
    Catalog catalog = new Catalog(List.of(new Declared<>(GROUP, "", 7, spec, Origin.CLUSTER)), priorities, List.of(),
        List.of(), Map.of(), List.of());
    return new RuleWorld(catalog, ALL_GOOD, LastGoodRules.NONE);
  }

  /** A world whose group cannot be read. */
  RuleWorld unreadable() {
    Unreadable group = new Unreadable(Optional.of(GROUP), Origin.CLUSTER,
        new Problem("/spec/rules", "Unreadable", "rules is a text, not a list"));
    return new RuleWorld(new Catalog(List.of(), catalog.priorities(), List.of(), List.of(), Map.of(), List.of(group)),
        expressions, lastGood);
  }

  RuleWorld expressions(ExpressionVerdicts verdicts) {
    return new RuleWorld(catalog, verdicts, lastGood);
  }

  /** This world after what that one compiled to was loaded. */
  RuleWorld after(RuleWorld before) {
    return new RuleWorld(catalog, expressions, new LastGoodRules(
        before.compile().groups().stream().collect(Collectors.toMap(RuleGroup::owner, group -> group))));
  }

  CompiledRules compile() {
    return compile(List.of());
  }

  CompiledRules compile(List<String> honorLabelsIn) {
    MonitoringBackendSpec spec = new MonitoringBackendSpec(null, honorLabelsIn, null, null, null, null, null);
    return RuleCompiler.compile(catalog,
        new Declared<>(new ResourceId(Kind.MONITORING_BACKEND, "", "main"), "", 0, spec, Origin.CLUSTER), expressions,
        lastGood);
  }

  /** {@code NAME EXPR} of each rule that runs, in order. */
  List<String> running() {
    return compile().groups().stream().flatMap(group -> group.rules().stream())
        .map(rule -> rule.name() + " " + rule.expr()).toList();
  }

  List<CompiledRule> rules() {
    return compile().groups().stream().flatMap(group -> group.rules().stream()).toList();
  }

  Verdict verdict() {
    return compile().verdicts().getFirst();
  }

  /** {@code INDEX REASON} of each problem of each rule. */
  List<String> reasons() {
    return verdict().rules().stream()
        .flatMap(rule -> rule.problems().stream().map(problem -> rule.index() + " " + problem.reason())).toList();
  }
}
