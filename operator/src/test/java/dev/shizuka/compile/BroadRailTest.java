package dev.shizuka.compile;

import static dev.shizuka.compile.PolicyObjects.EXPIRES;
import static dev.shizuka.compile.PolicyObjects.FROM;
import static dev.shizuka.compile.PolicyObjects.NOW;
import static dev.shizuka.compile.PolicyObjects.UNTIL;
import static dev.shizuka.compile.PolicyObjects.declared;
import static dev.shizuka.compile.PolicyObjects.policy;
import static dev.shizuka.compile.PolicyObjects.priority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.AlertRuleGroupSpec.Rule;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicySpec.Silence;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Problem;
import dev.shizuka.testbed.Testbed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BroadRailTest {
  private static final List<Declared<AlertRuleGroupSpec>> FIVE = List.of(
      group("shop", "checkout", alert("A", "p4"), alert("B", "p4"), alert("C", "p4"), alert("D", "p4"),
          alert("E", "p4"), alert("A", "p4", "tier", "web")),
      group("infra", "hosts", alert("F", "p4", "tier", "web"), alert("G", "p4", "tier", "{{ $labels.tier }}")));

  @Test
  void aPolicyThatCoversMoreThanHalfOfFiveNamesOnlyObservesUntilItsDigestIsAccepted() {
    SuppressionPolicySpec three = spec(null, "alertname=~\"A|B|C\"");
    CompiledPolicies compiled = compile("shop", three);
    assertThat(compiled.policies()).singleElement().extracting("mode").isEqualTo(Mode.Observe);
    String digest = PolicyDigest.of(three, Map.of());
    assertThat(problem(compiled)).isEqualTo(new Problem("/spec/acceptBroad", "Broad",
        "It covers 3 of the 5 alert names declared in namespace shop, so it only observes: narrow match, or, if it is"
            + " meant to, set acceptBroad: " + digest));
    assertThat(compiled.verdicts().getLast().accepted()).isTrue();
    assertEnforced("shop", spec(digest, "alertname=~\"A|B|C\""));
  }

  @Test
  void aDigestOfAnotherStateAcceptsNothing() {
    String digest = PolicyDigest.of(spec(null, "alertname=~\"A|B|C\""), Map.of());
    assertThat(problem(compile("shop", spec(digest, "alertname=~\"A|B|C|D\"")))).satisfies(problem -> {
      assertThat(problem.reason()).isEqualTo("Broad");
      assertThat(problem.message()).contains("4 of the 5")
          .endsWith("(it has changed since the digest that stands there)");
    });
  }

  @Test
  void halfIsNotBroadAndNeitherIsAnythingAmongFewerThanFive() {
    assertEnforced("shop", spec(null, "alertname=~\"A|B\""));
    assertEnforced("infra", spec(null, "alertname=~\"F|G\""));
    assertEnforced("", spec(null, "alertname=~\"A|B|C\""));
    assertThat(problem(compile("", spec(null, "alertname=~\"A|B|C|F\""))).message())
        .startsWith("It covers 4 of the 7 alert names declared in all namespaces");
  }

  @Test
  void stampedAndFixedLabelsCountAndTemplatesAreMissing() {
    assertEnforced("", spec(null, "tier=~\".+\""));
    assertThat(problem(compile("", spec(null, "service=\"svc\""))).message()).contains("7 of the 7");
    assertThat(problem(compile("", spec(null, "severity=\"critical\", owner=\"team\"".split(", ")))).message())
        .contains("7 of the 7");
    assertThat(problem(compile("", spec(null, "namespace=\"shop\""))).message()).contains("5 of the 7");
  }

  @Test
  void whatIsProtectedIsNotCovered() {
    Declared<AlertRuleGroupSpec> critical = group("shop", "c", IntStream.range(0, 5)
        .mapToObj(at -> alert("C" + at, "p1")).toArray(Rule[]::new));
    CompiledPolicies compiled = compile(List.of(critical), policy("shop", "a", spec(null, "alertname=~\"C.*\"")));
    assertThat(compiled.policies()).singleElement().extracting("mode").isEqualTo(Mode.Enforce);
  }

  @Test
  void aSetThatExcludesNothingIsBroadWhateverIsDeclared() {
    for (String matcher : List.of("alertname=~\".+\"", "foo=~\".*\"", "namespace=\"shop\"")) {
      CompiledPolicies compiled = compile(List.of(), policy("shop", "a", spec(null, matcher)));
      assertThat(problem(compiled).message()).as(matcher)
          .startsWith("Its match set 0 excludes no alert in namespace shop, so it only observes");
    }
    assertThat(compile(List.of(), policy("", "a", spec(null, "namespace=\"shop\""))).policies())
        .singleElement().extracting("mode").isEqualTo(Mode.Enforce);
  }

  /** The digest can be had by any tool that hashes the documented JSON. */
  @Test
  void aBroadPolicyIsAcceptedByItsDigest() {
    SuppressionPolicySpec hush = new SuppressionPolicySpec(Mode.Enforce,
        "Launch week; we look at the dashboards anyway",
        "https://tracker.example.com/SHOP-77", Instant.parse("2027-09-30T00:00:00Z"),
        List.of(new Match(List.of("alertname=~\".*\""))),
        new Silence(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2027-09-30T00:00:00Z")), null, null, null,
        null,
        "fedfa4af8c457b8f64025a3723bdc5db1ff755dbe0f142374755311fadcd26de");
    assertEnforced("shop", hush);
  }

  @Test
  void aPolicyThatObservesIsNotAsked() {
    SuppressionPolicySpec watching = new SuppressionPolicySpec(Mode.Observe, "r", null, EXPIRES,
        List.of(new Match(List.of("alertname=~\".+\""))), new Silence(FROM, UNTIL));
    assertThat(compile("shop", watching).verdicts().getLast().problems()).isEmpty();
  }

  /** Ten thousand policies and as many rules take about a second when cold; the bound only tells that nothing is asked of each with each. */
  @Test
  void tenThousandPoliciesAndTenThousandRulesAreSoonLookedThrough() {
    int many = Testbed.scale(10_000);
    List<Declared<AlertRuleGroupSpec>> groups = IntStream.range(0, many / 10).mapToObj(group -> group(
        "ns-" + group % 100, "g" + group,
        IntStream.range(0, 10).mapToObj(at -> alert("Alert" + group + "x" + at, "p4")).toArray(Rule[]::new))).toList();
    List<Declared<SuppressionPolicySpec>> policies = new ArrayList<>();
    for (int at = 0; at < many; at++) {
      policies.add(policy(at % 2 == 0 ? "" : "ns-" + at % 100, "p" + at, spec(null,
          "alertname=~\"Alert" + at % (many / 10) + "x.*\"")));
    }
    Catalog catalog = new Catalog(groups, List.of(priority("p4", 4, Suppression.Allowed)), policies, List.of(),
        Map.of(),
        List.of());
    List<dev.shizuka.policy.CompiledPolicy> compiled = PolicyCompiler.compile(catalog, LastGoodPriorities.NONE, NOW)
        .policies();
    long began = System.nanoTime();
    BroadRail rail = new BroadRail(catalog, compiled);
    long objections = IntStream.range(0, many).filter(at -> rail.objection(catalog.policies().get(at), compiled.get(at))
        .isPresent()).count();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    System.getLogger("bench").log(System.Logger.Level.INFO, "broad rail: {0}", took);
    assertThat(objections).isZero();
    assertThat(took).isLessThan(Duration.ofSeconds(20));
  }

  private static void assertEnforced(String namespace, SuppressionPolicySpec spec) {
    CompiledPolicies compiled = compile(namespace, spec);
    assertThat(compiled.policies()).singleElement().extracting("mode").isEqualTo(Mode.Enforce);
    assertThat(compiled.verdicts().getLast().problems()).isEmpty();
  }

  private static Problem problem(CompiledPolicies compiled) {
    return compiled.verdicts().getLast().problems().getFirst();
  }

  private static CompiledPolicies compile(String namespace, SuppressionPolicySpec spec) {
    return compile(FIVE, policy(namespace, "a", spec));
  }

  private static CompiledPolicies compile(List<Declared<AlertRuleGroupSpec>> groups,
      Declared<SuppressionPolicySpec> policy) {
    return PolicyCompiler.compile(new Catalog(groups,
        List.of(priority("p1", 1, Suppression.Forbidden), priority("p4", 4, Suppression.Allowed)), List.of(policy),
        List.of(), Map.of(), List.of()), LastGoodPriorities.NONE, NOW);
  }

  private static SuppressionPolicySpec spec(@Nullable String acceptBroad, String... matchers) {
    return new SuppressionPolicySpec(Mode.Enforce, "r", null, EXPIRES, List.of(new Match(Arrays.asList(matchers))),
        new Silence(FROM, UNTIL), null, null, null, null, acceptBroad);
  }

  private static Declared<AlertRuleGroupSpec> group(String namespace, String name, Rule... rules) {
    return declared(Kind.ALERT_RULE_GROUP, namespace, name,
        new AlertRuleGroupSpec("svc", "team", null, null, Arrays.asList(rules)));
  }

  private static Rule alert(String name, String priority, String... label) {
    return new Rule(null, name, "up == 0", null, null, priority, null, null,
        label.length == 0 ? Map.of() : Map.of(label[0], label[1]), null);
  }
}
