package dev.shizuka.compile;

import static dev.shizuka.compile.PolicyObjects.NOW;
import static dev.shizuka.compile.PolicyObjects.backend;
import static dev.shizuka.compile.PolicyObjects.declared;
import static dev.shizuka.compile.PolicyObjects.policy;
import static dev.shizuka.compile.PolicyObjects.priority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Alertmanager;
import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An object without a spec breaks whatever looks at it: nothing that checks what is declared can have seen it coming. */
class QuarantineTest {
  private static final Declared<AlertPrioritySpec> P4 = priority("p4", 4, Suppression.Allowed);
  private static final String POISON = "poison";

  @SuppressWarnings("NullAway") // that is the poison
  private static <S> Declared<S> poison(Kind kind, String namespace) {
    return declared(kind, namespace, POISON, null);
  }

  private static String poisoned(List<Verdict> verdicts) {
    Verdict found = verdicts.stream().filter(verdict -> verdict.id().name().equals(POISON)).findFirst().orElseThrow();
    assertThat(found.accepted()).isFalse();
    assertThat(found.generation()).isEqualTo(1);
    assertThat(found.problems()).singleElement()
        .satisfies(problem -> assertThat(problem.reason()).isEqualTo("Quarantined"));
    return found.problems().getFirst().message();
  }

  private static List<ResourceId> accepted(List<Verdict> verdicts) {
    return verdicts.stream().filter(Verdict::accepted).map(Verdict::id).toList();
  }

  @Test
  void aPolicyThatBreaksTheCodeIsRefusedAndTheOthersStayInForce() {
    Declared<SuppressionPolicySpec> good = policy("shop", "good", "alertname=A");
    CompiledPolicies compiled = compile(List.of(P4), good, poison(Kind.SUPPRESSION_POLICY, "shop"));
    assertThat(compiled.policies()).singleElement().satisfies(one -> assertThat(one.id()).isEqualTo(good.id()));
    assertThat(poisoned(compiled.verdicts())).contains("NullPointerException", " at PolicyCheck.java:",
        "report this");
  }

  @Test
  void aPriorityThatBreaksTheCodeIsClosedWithWhatItLastAssigned() {
    Declared<AlertPrioritySpec> poison = poison(Kind.ALERT_PRIORITY, "");
    LastGoodPriorities before = new LastGoodPriorities(Map.of(POISON,
        priority(POISON, 1, Suppression.Allowed, Map.of("team", "db")).spec()));
    CompiledPolicies compiled = PolicyCompiler.compile(
        PolicyObjects.catalog(List.of(P4, poison), List.of(policy("shop", "good", "alertname=A"))), before, NOW);
    poisoned(compiled.verdicts());
    assertThat(compiled.frozen()).isFalse();
    assertThat(compiled.policies()).singleElement().satisfies(policy -> {
      assertThat(policy.covers(Map.of("alertname", "A", "namespace", "shop"))).isTrue();
      assertThat(policy.covers(Map.of("alertname", "A", "namespace", "shop", "team", "db"))).isFalse();
      assertThat(policy.covers(Map.of("alertname", "A", "namespace", "shop", "priority", POISON))).isFalse();
    });
  }

  @Test
  void aRuleGroupThatBreaksTheCodeKeepsItsLastGoodRulesAndTheOthersGoOn() {
    RuleWorld world = RuleWorld.of("rules: [{alert: High, expr: up > 1}]");
    Declared<AlertRuleGroupSpec> poison = poison(Kind.ALERT_RULE_GROUP, "shop");
    RuleGroup ran = new RuleGroup(poison.id(), "", world.rules());
    Catalog catalog = new Catalog(Stream.concat(world.catalog().ruleGroups().stream(), Stream.of(poison)).toList(),
        world.catalog().priorities(), List.of(), List.of(), Map.of(), List.of());
    CompiledRules compiled = new RuleWorld(catalog, world.expressions(),
        new LastGoodRules(Map.of(poison.id(), ran))).compile();
    assertThat(compiled.groups()).extracting(RuleGroup::owner).containsExactly(RuleWorld.GROUP, poison.id());
    assertThat(compiled.groups()).contains(ran);
    assertThat(poisoned(compiled.verdicts())).endsWith("The group's last good version keeps running whole");
  }

  @Test
  void aRuleThatBreaksTheCodeKeepsItsLastGoodVersionAndTheOthersOfItsGroupGoOn() {
    ExpressionVerdicts broken = expression -> {
      if (expression.contains("BOOM")) {
        throw new IllegalStateException("no such luck");
      }
      return new ExpressionVerdicts.Verdict.Good();
    };
    RuleWorld world = RuleWorld.of("rules: [{alert: High, expr: BOOM}, {alert: Low, expr: up < 2}]")
        .after(RuleWorld.of("rules: [{alert: High, expr: up > 1}, {alert: Low, expr: up < 1}]")).expressions(broken);
    assertThat(world.running()).containsExactly("High up > 1", "Low up < 2");
    assertThat(world.reasons()).containsExactly("0 Quarantined");
  }

  @Test
  void aRuleGroupThatBreaksTheCodeIsNoReasonToThinkPoliciesNarrow() {
    Catalog catalog = new Catalog(List.of(poison(Kind.ALERT_RULE_GROUP, "shop")), List.of(P4),
        List.of(policy("shop", "good", "alertname=A")), List.of(), Map.of(), List.of());
    assertThat(PolicyCompiler.compile(catalog, LastGoodPriorities.NONE, NOW).policies()).hasSize(1);
  }

  @Test
  void aBackendThatBreaksTheCodeIsRefusedAlone() {
    Declared<MonitoringBackendSpec> good = backend(new MonitoringBackendSpec(null, List.of(), null, null,
        new Alertmanager(List.of("http://localhost:9093")), null, null));
    Catalog catalog = new Catalog(List.of(), List.of(), List.of(),
        List.of(good, poison(Kind.MONITORING_BACKEND, "")), Map.of(), List.of());
    List<Verdict> verdicts = BackendCompiler.compile(catalog, Optional.empty(), true);
    assertThat(accepted(verdicts)).containsExactly(good.id());
    poisoned(verdicts);
  }

  @Test
  void aReportThatBreaksTheCodeIsRefusedAlone() {
    Declared<NoiseReportSpec> good = declared(Kind.CLUSTER_NOISE_REPORT, "", "good", new NoiseReportSpec(null,
        new NoiseReportSpec.Window("30d", null, null), null, "UTC", null, null, null, null, List.of()));
    Catalog catalog = new Catalog(List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), List.of(),
        List.of(good, poison(Kind.NOISE_REPORT, "shop")));
    List<Verdict> verdicts = NoiseReportCompiler.compile(catalog);
    assertThat(accepted(verdicts)).containsExactly(good.id());
    poisoned(verdicts);
  }

  @Test
  void anApprovalThatBreaksTheCodeApprovesNothing() {
    Catalog catalog = new Catalog(List.of(), List.of(P4), List.of(policy("shop", "good", "alertname=A")), List.of(),
        Map.of(), List.of(), List.of(poison(Kind.SUPPRESSION_APPROVAL, "shop")), List.of());
    assertThat(PolicyCompiler.compile(catalog, LastGoodPriorities.NONE, NOW).policies()).hasSize(1);
  }

  @Test
  void whatIsNestedTooDeeplyIsToldInTheSameWordsEachTime() {
    assertThat(Quarantine.around(QuarantineTest::endless, problem -> problem))
        .isEqualTo(Quarantine.around(QuarantineTest::endless, problem -> problem))
        .satisfies(problem -> assertThat(((Problem) problem).message())
            .contains("nested too deeply"));
  }

  @SuppressWarnings("InfiniteRecursion")
  private static Object endless() {
    return List.of(endless());
  }

  @SafeVarargs
  private static CompiledPolicies compile(List<Declared<AlertPrioritySpec>> priorities,
      Declared<SuppressionPolicySpec>... policies) {
    return PolicyCompiler.compile(PolicyObjects.catalog(priorities, List.of(policies)), LastGoodPriorities.NONE, NOW);
  }
}
