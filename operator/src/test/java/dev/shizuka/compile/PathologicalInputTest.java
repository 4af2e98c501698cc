package dev.shizuka.compile;

import static dev.shizuka.compile.PolicyObjects.EXPIRES;
import static dev.shizuka.compile.PolicyObjects.NOW;
import static dev.shizuka.compile.PolicyObjects.UNTIL;
import static dev.shizuka.compile.PolicyObjects.catalog;
import static dev.shizuka.compile.PolicyObjects.policy;
import static dev.shizuka.compile.PolicyObjects.priority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.AlertRuleGroupSpec.Rule;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Alertmanager;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicySpec.Silence;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Problem;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no person writes: it is refused with a reason or taken, and what stands beside it is compiled in any case. */
class PathologicalInputTest {
  private static final int MANY = 20_000;
  private static final Declared<MonitoringBackendSpec> BACKEND = PolicyObjects.backend(new MonitoringBackendSpec(
      new LabelSelector(), List.of(), null, null, new Alertmanager(List.of("http://localhost:9093")), null, null));
  private static final Rule GOOD = rule("Good", "up == 1", "");

  private static Rule rule(String alert, String expr, String summary) {
    return new Rule(null, alert, expr, null, null, null, summary, null, Map.of("team", summary),
        Map.of("description", summary));
  }

  static Stream<String> expressions() {
    return Stream.of("(".repeat(MANY) + "up" + ")".repeat(MANY), "{".repeat(MANY), "up" + "[1m:1s]".repeat(2_000),
        "-".repeat(16_000) + "1", "a+".repeat(8_000) + "a", "\"".repeat(15_999), "`".repeat(15_999),
        "up{a=~\"" + "(".repeat(7_000) + "\"}", "\\".repeat(16_000), "up offset " + "9".repeat(15_000) + "y",
        "[" + "9".repeat(1_000) + "y:1s]", "#".repeat(16_000), "\u0000".repeat(100), "🜁".repeat(4_000));
  }

  static Stream<String> templates() {
    return Stream.of("{{if .}}".repeat(MANY), "{{if .}}".repeat(MANY) + "{{end}}".repeat(MANY),
        "{{" + "(".repeat(MANY) + "1" + ")".repeat(MANY) + "}}", "{{ $value " + "| humanize ".repeat(MANY) + "}}",
        "{{if .}}{{else if .}}".repeat(5_000), "{{with .}}{{else with .}}".repeat(5_000), "{{".repeat(MANY),
        "{{/*".repeat(MANY), "{{define \"a\"}}".repeat(5_000), "{{block \"a\" .}}".repeat(5_000),
        "{{ $labels" + ".a".repeat(MANY) + " }}", "{{ \"" + "\\".repeat(MANY), "{{range $a, $b := .}}".repeat(5_000),
        "{{ 0x" + "f".repeat(MANY) + " }}", "{{ 1e" + "9".repeat(MANY) + " }}", "{{ '" + "\\u".repeat(5_000) + "' }}");
  }

  static Stream<String> regexes() {
    return Stream.of("(".repeat(2_000) + "a" + ")".repeat(2_000), "(".repeat(4_000), "(a*)*".repeat(600) + "b",
        "((a{1,100}){1,100}){1,100}", "a{1000}".repeat(500), "a|".repeat(2_000), "[" + "a-z".repeat(1_300) + "]",
        "(?i)" + "ß".repeat(1_500), "\\pL".repeat(1_300), "x{1000}{1000}", "(?:".repeat(1_300) + ")".repeat(1_300),
        "a?".repeat(2_000) + "a".repeat(90), "[[:alpha:]]".repeat(300), "\\Q" + "(".repeat(3_000));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("expressions")
  void anExpressionCostsNoOtherRule(String expression) {
    goodRuns(rule("Odd", expression, ""));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("templates")
  void aTemplateCostsNoOtherRule(String template) {
    goodRuns(rule("Odd", "up", template));
  }

  @Test
  void generatedTextCostsNoOtherRule() {
    Random random = new Random(6);
    for (int round = 0; round < 400; round++) {
      goodRuns(rule(text(random, 30), text(random, 400), text(random, 400)));
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("regexes")
  void aRegexCostsNoOtherPolicy(String regex) {
    goodIsInForce(silence(UNTIL.minusSeconds(60), UNTIL, "alertname=~\"" + regex + "\""));
    goodIsInForce(silence(UNTIL.minusSeconds(60), UNTIL, "alertname!~\"" + regex + "\"", "a=~\"" + regex + "\""));
  }

  @Test
  void anInstantAtTheEndsOfTimeCostsNoOtherPolicy() {
    List<Instant> ends = List.of(Instant.MIN, Instant.MAX, Instant.EPOCH, NOW, Instant.parse("+99999-01-01T00:00:00Z"));
    ends.forEach(from -> ends.forEach(until -> goodIsInForce(silence(from, until, "alertname=A"))));
    ends.forEach(expires -> goodIsInForce(new SuppressionPolicySpec(Mode.Enforce, "odd", null, expires,
        List.of(new Match(List.of("alertname=A"))), new Silence(Instant.MIN, Instant.MAX))));
  }

  @Test
  void generatedMatchersCostNoOtherPolicy() {
    Random random = new Random(7);
    for (int round = 0; round < 400; round++) {
      goodIsInForce(silence(UNTIL.minusSeconds(60), UNTIL, "a=~\"" + text(random, 40) + "\"", text(random, 20)));
    }
  }

  private static void goodRuns(Rule odd) {
    RuleWorld world = RuleWorld.of(new AlertRuleGroupSpec(null, null, null, null, List.of(odd, GOOD)));
    assertThat(world.running()).contains("Good up == 1");
    assertThat(world.verdict().rules().getLast().accepted()).isTrue();
    assertThat(world.reasons()).noneMatch(reason -> reason.contains("Quarantined"));
  }

  private static void goodIsInForce(SuppressionPolicySpec odd) {
    CompiledPolicies compiled = PolicyCompiler.compile(catalog(List.of(priority("p4", 4, Suppression.Allowed)),
        List.of(policy("shop", "odd", odd), policy("shop", "good", "alertname=Good"))), LastGoodPriorities.NONE, NOW);
    assertThat(compiled.verdicts()).flatExtracting(Verdict::problems).noneMatch(Problem::isQuarantine);
    assertThat(compiled.policies()).filteredOn(one -> one.id().name().equals("good")).hasSize(1);
    assertThat(SilenceCompiler.compile(compiled, BACKEND,
        PolicyObjects.catalog(List.of(), List.of()), "one", NOW))
        .anySatisfy(silence -> assertThat(silence.mark().policy().name()).isEqualTo("good"));
  }

  private static SuppressionPolicySpec silence(Instant from, Instant until, String... matchers) {
    return new SuppressionPolicySpec(Mode.Enforce, "odd", null, EXPIRES, List.of(new Match(List.of(matchers))),
        new Silence(from, until));
  }

  /** Of what grammars live on. */
  private static String text(Random random, int longest) {
    String[] pieces = {"{{", "}}", "(", ")", "[", "]", "{", "}", "\"", "'", "`", "\\", "|", "*", "+", "?", "^", "$",
        "up", "if ", "end", "range", "$labels", ".", ":=", ",", "1", "5m", " ", "\n", "é", "\ud83d", "=~", "sum", "by",
        "-", "/*", "*/", "else", "define \"a\"", "(?i)", "{1,1000}", "\\p{L}", "[^a]"};
    return IntStream.range(0, random.nextInt(longest)).mapToObj(at -> pieces[random.nextInt(pieces.length)])
        .reduce("", String::concat);
  }
}
