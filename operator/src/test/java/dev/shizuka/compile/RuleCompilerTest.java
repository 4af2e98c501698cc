package dev.shizuka.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.catalog.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleCompilerTest {
  private static final RuleWorld GOOD = RuleWorld.of("""
      rules:
      - {alert: High, expr: up > 1, for: 5m, labels: {team: a}}
      - {record: "job:up:sum", expr: sum(up)}
      - {alert: Low, expr: up < 1}
      """);

  @Test
  void oneBadRuleNeverCostsAGoodOne() {
    RuleWorld world = RuleWorld.of("""
        rules:
        - {alert: High, expr: BAD}
        - {record: "job:up:sum", expr: sum(up)}
        - {alert: Low, expr: up < 1, labels: {"a-b": c}}
        - {alert: Fine, expr: up == 1}
        """);
    assertThat(world.running()).containsExactly("job:up:sum sum(up)", "Fine up == 1");
    assertThat(world.verdict().accepted()).isTrue();
    assertThat(world.reasons()).containsExactly("0 ExpressionRefused", "2 InvalidLabel");
    assertThat(world.verdict().rules().getFirst().problems().getFirst()).isEqualTo(new Problem("/spec/rules/0/expr",
        "ExpressionRefused", "the backend refuses expr: 1:1: parse error: BAD. The rule does not run until then"));
  }

  @Test
  void aTypoInTheExpressionKeepsTheOldRuleInItsPlace() {
    RuleWorld broken = RuleWorld.of("""
        rules:
        - {alert: High, expr: BAD, for: 5m, labels: {team: a}}
        - {record: "job:up:sum", expr: sum(up)}
        - {alert: Low, expr: up < 2}
        """).after(GOOD);
    assertThat(broken.running()).containsExactly("High up > 1", "job:up:sum sum(up)", "Low up < 2");
    RuleVerdict verdict = broken.verdict().rules().getFirst();
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.lastGood()).isTrue();
    assertThat(verdict.problems().getFirst().message()).endsWith("Its last good version keeps running");
  }

  @Test
  void aTypoInForOrInATemplateKeepsTheOldRule() {
    assertThat(RuleWorld.of("rules: [{alert: High, expr: up > 9, for: 5 m, labels: {team: a}}]").after(GOOD).running())
        .containsExactly("High up > 1");
    assertThat(
        RuleWorld.of("rules: [{alert: High, expr: up > 9, labels: {team: a}, summary: '{{ $labls }}'}]").after(GOOD)
            .running())
        .containsExactly("High up > 1");
  }

  @Test
  void aTypoInALabelNameOrInTheAlertsNameKeepsTheOldRule() {
    RuleWorld label = RuleWorld.of("""
        rules:
        - {alert: High, expr: up > 1, for: 5m, labels: {"te am": a}}
        - {record: "job:up:sum", expr: sum(up)}
        - {alert: Low, expr: up < 1}
        """).after(GOOD);
    assertThat(label.running()).containsExactly("job:up:sum sum(up)", "Low up < 1", "High up > 1");
    assertThat(label.verdict().rules().getFirst().problems().getFirst().message()).contains("no longer declared")
        .endsWith(": High");
    RuleWorld name = RuleWorld.of("""
        rules:
        - {alert: "", expr: up > 1, for: 5m, labels: {team: a}}
        - {record: "job:up:sum", expr: sum(up)}
        - {alert: Low, expr: up < 1}
        """).after(GOOD);
    assertThat(name.running()).containsExactly("job:up:sum sum(up)", "Low up < 1", "High up > 1");
  }

  @Test
  void deletingAGoodRuleReallyRemovesIt() {
    assertThat(RuleWorld.of("rules: [{alert: Low, expr: up < 1}]").after(GOOD).running()).containsExactly("Low up < 1");
    assertThat(RuleWorld.of("rules: []").after(GOOD).compile().groups()).isEmpty();
    RuleWorld other = RuleWorld.of("rules: [{alert: Low, expr: BAD}]").after(GOOD);
    assertThat(other.running()).as("the bad one has its own last good version").containsExactly("Low up < 1");
  }

  @Test
  void whatKeptRunningIsGoneOnceTheRuleIsMended() {
    RuleWorld broken = RuleWorld.of("rules: [{alert: 'Renamed', expr: BAD}]").after(GOOD);
    assertThat(broken.running()).hasSize(3);
    assertThat(RuleWorld.of("rules: [{alert: Renamed, expr: up}]").after(broken).running())
        .containsExactly("Renamed up");
  }

  @Test
  void amongRulesOfOneNameTheOneThatWasBrokenKeepsRunning() {
    RuleWorld equals = RuleWorld.of("rules: [{alert: A, expr: up > 1}, {alert: A, expr: up > 2}]");
    RuleWorld broken = RuleWorld.of("rules: [{alert: A, expr: up > 2}, {alert: B, expr: BAD}]").after(equals);
    assertThat(broken.running()).containsExactly("A up > 2", "A up > 1");
    assertThat(broken.rules()).extracting(CompiledRule::id).doesNotHaveDuplicates();
    assertThat(broken.after(broken).rules()).isEqualTo(broken.rules());
  }

  @Test
  void anUnreadableObjectKeepsItsWholeLastGroup() {
    RuleWorld world = GOOD.after(GOOD).unreadable();
    assertThat(world.running()).isEqualTo(GOOD.running());
    assertThat(world.verdict().accepted()).isFalse();
    assertThat(GOOD.unreadable().compile().groups()).isEmpty();
    assertThat(GOOD.unreadable().verdict().problems().getFirst().message()).contains("None of the group's rules run");
  }

  @Test
  void aBadIntervalKeepsTheWholeLastGroup() {
    RuleWorld bad = RuleWorld.of("{interval: 0s, rules: [{alert: Low, expr: up < 2}]}");
    assertThat(bad.running()).isEmpty();
    assertThat(bad.verdict().accepted()).isFalse();
    assertThat(bad.verdict().rules().getFirst().accepted()).isFalse();
    assertThat(bad.after(GOOD).running()).isEqualTo(GOOD.running());
    assertThat(bad.after(GOOD).verdict().rules().getFirst().lastGood()).isTrue();
  }

  @Test
  void anUncheckedExpressionWaitsAndTheOldRuleRunsOn() {
    RuleWorld world = RuleWorld.of("rules: [{alert: High, expr: up > 7, labels: {team: a}}, {alert: New, expr: '('}]")
        .after(GOOD).expressions(ExpressionVerdicts.UNKNOWN);
    assertThat(world.compile().unchecked()).containsExactlyInAnyOrder("up > 7", "(");
    assertThat(world.running()).containsExactly("High up > 1", "job:up:sum sum(up)", "Low up < 1");
    assertThat(world.reasons()).containsExactly("0 Unchecked", "1 Unchecked");
    assertThat(world.expressions(ExpressionVerdicts.from(Map.of("up > 7", Optional.empty(), "(", Optional.of("eof"))))
        .reasons()).containsExactly("1 ExpressionRefused");
  }

  @Test
  void aRuleThatNamesAnUnknownPriorityLoadsAndIsReported() {
    RuleWorld world = RuleWorld.of("rules: [{alert: High, expr: up, priority: p9}]");
    assertThat(world.rules().getFirst().labels()).containsEntry("priority", "p9").doesNotContainKey("severity");
    assertThat(world.verdict().rules().getFirst().accepted()).isTrue();
    assertThat(world.reasons()).containsExactly("0 UnknownPriority");
  }

  @Test
  void alertsAreStampedAndRecordingRulesAreNot() {
    RuleWorld world = RuleWorld.of("""
        service: checkout
        owner: team-{{shop}}
        rules:
        - {alert: High, expr: up, priority: p2, labels: {severity: info}, summary: s, runbookURL: "https://r"}
        - {record: "a:b", expr: up, labels: {owner: me}}
        """);
    CompiledRule alert = world.rules().getFirst();
    assertThat(alert.labels()).containsEntry("namespace", "shop").containsEntry("service", "checkout")
        .containsEntry("owner", "{{ \"team-{{shop}}\" }}").containsEntry("priority", "p2")
        .containsEntry("severity", "critical").hasSize(15);
    assertThat(alert.annotations())
        .containsExactlyInAnyOrderEntriesOf(Map.of("summary", "s", "runbook_url", "https://r"));
    assertThat(world.rules().get(1).labels()).containsExactly(Map.entry("owner", "me"));
    assertThat(world.reasons()).containsExactly("0 SeverityOverridden");
    alert.labels().values().forEach(template -> assertThat(TemplateSyntax.error(template)).isEmpty());
  }

  @Test
  void honorLabelsHoldsOnlyWhereTheBackendSaysSo() {
    RuleWorld world = RuleWorld.of("{honorLabels: true, rules: [{alert: High, expr: up}]}");
    assertThat(world.rules().getFirst().labels()).containsEntry("namespace", "shop");
    assertThat(world.verdict().accepted()).isTrue();
    assertThat(world.verdict().problems()).extracting(Problem::reason).containsExactly("HonorLabelsRefused");
    CompiledRules honored = world.compile(List.of("shop"));
    assertThat(honored.groups().getFirst().rules().getFirst().labels()).isEqualTo(Map.of("namespace",
        "{{ if $labels.namespace }}{{ $labels.namespace }}{{ else }}{{ \"shop\" }}{{ end }}"));
    assertThat(honored.verdicts().getFirst().problems()).isEmpty();
  }

  @Test
  void everyCheckNamesItsPlace() {
    RuleWorld world = RuleWorld.of("""
        rules:
        - {expr: up}
        - {alert: A, record: b, expr: up}
        - {record: a-b, expr: up, for: 1m, keepFiringFor: 1m, priority: p1, summary: s, runbookURL: r, annotations: {a: b}}
        - {alert: A}
        - {alert: A, expr: up, labels: {namespace: a, exported_severity: b, alertname: c, __name__: d, "1": e}}
        - {alert: A, expr: up, annotations: {"a b": c, d: "{{"}}
        - {alert: A, expr: up, for: 1, keepFiringFor: ""}
        - {alert: "\\ud800", expr: up, labels: {a: "\\udc00"}}
        - {alert: A, expr: "max_over_time(up[400d:1s])"}
        - {alert: A, expr: "up # [400d:1s]"}
        """);
    assertThat(world.verdict().rules().stream().flatMap(rule -> rule.problems().stream()).map(Problem::path))
        .containsExactly("/spec/rules/0", "/spec/rules/1", "/spec/rules/2/annotations", "/spec/rules/2/for",
            "/spec/rules/2/keepFiringFor", "/spec/rules/2/priority", "/spec/rules/2/record", "/spec/rules/2/runbookURL",
            "/spec/rules/2/summary", "/spec/rules/3/expr", "/spec/rules/4/labels/1", "/spec/rules/4/labels/__name__",
            "/spec/rules/4/labels/alertname", "/spec/rules/4/labels/exported_severity",
            "/spec/rules/4/labels/namespace",
            "/spec/rules/5/annotations/a b", "/spec/rules/5/annotations/d", "/spec/rules/6/for",
            "/spec/rules/6/keepFiringFor", "/spec/rules/7/alert", "/spec/rules/7/labels/a", "/spec/rules/8/expr");
    assertThat(world.running()).containsExactly("A up # [400d:1s]");
  }

  @Test
  void tooMuchOfAnythingIsRefused() {
    String deep = "(".repeat(101) + "up" + ")".repeat(101);
    RuleWorld world = RuleWorld.of(
        "rules: [{alert: A, expr: '%s'}, {alert: B, expr: '%s'}, {alert: C, expr: up, summary: '%s'}, {alert: D, expr: '%s'}]"
            .formatted(deep, "x".repeat(16 * 1024 + 1), "x".repeat(16 * 1024 + 1),
                "up{a=\"" + "(".repeat(101) + "\"}"));
    assertThat(world.reasons()).containsExactly("0 TooLarge", "1 TooLarge", "2 TooLarge");
  }

  @Test
  void theLaterOfTwoEqualRulesIsLeftOut() {
    RuleWorld world = RuleWorld.of("""
        rules:
        - {alert: A, expr: up, summary: "{{ bad"}
        - {alert: A, expr: up}
        - {alert: A, expr: up}
        - {alert: A, expr: up, for: 1m}
        - {alert: A, expr: up, priority: p1}
        """);
    assertThat(world.reasons()).containsExactly("0 InvalidTemplate", "2 Duplicate");
    assertThat(world.running()).hasSize(3);
  }

  @Test
  void lastGoodGroupsSurviveAsText() {
    RuleGroup group = GOOD.compile().groups().getFirst();
    assertThat(LastGoodRules.read(LastGoodRules.text(group))).hasValue(group);
    assertThat(LastGoodRules.text(group)).isEqualTo(LastGoodRules.text(GOOD.compile().groups().getFirst()));
    for (String broken : List.of("", "null", "{}", "[]", "{\"owner\":{\"kind\":\"ALERT_RULE_GROUP\"},\"rules\":[{}]}",
        "nonsense")) {
      assertThat(LastGoodRules.read(broken)).as(broken).isEmpty();
    }
  }

  @Test
  void everyPublicAlertOfTheCorpusIsLetThrough() throws IOException {
    int alerts = 0;
    for (var group : RuleFile.corpus()) {
      RuleWorld world = RuleWorld.of(group);
      assertThat(world.reasons()).isEmpty();
      assertThat(world.verdict().accepted()).isTrue();
      for (CompiledRule rule : world.rules()) {
        assertThat(rule.labels()).containsKey("severity").doesNotContainKey("exported_severity");
        alerts++;
      }
    }
    assertThat(alerts).isEqualTo(954);
  }

  @Test
  void aCompiledGroupLooksLikeTheGoldenFile() throws IOException {
    RuleWorld world = RuleWorld.of("""
        service: checkout
        owner: team-shop
        interval: 30s
        rules:
        - record: shop:checkout_errors:ratio5m
          expr: sum(rate(http_errors_total[5m])) / sum(rate(http_requests_total[5m]))
        - alert: CheckoutErrorRatioHigh
          expr: shop:checkout_errors:ratio5m > 0.05
          for: 5m
          keepFiringFor: 5m
          priority: p2
          summary: "{{ $labels.job }}: {{ $value | humanizePercentage }} of requests fail"
          runbookURL: https://runbooks.example.com/checkout-errors
        """);
    Path golden = Path.of("src/test/resources/golden/checkout.rules.yaml");
    String actual = RuleFile.text(world.compile().groups());
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }
}
