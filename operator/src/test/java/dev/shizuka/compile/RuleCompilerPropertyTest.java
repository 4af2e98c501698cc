package dev.shizuka.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.AlertRuleGroupSpec.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RuleCompilerPropertyTest {
  @Property(tries = 200)
  void equalInputGivesEqualOutput(@ForAll("groups") List<Rule> before, @ForAll("groups") List<Rule> after) {
    RuleWorld first = world(after).after(world(before));
    RuleWorld second = world(new ArrayList<>(after)).after(world(new ArrayList<>(before)));
    assertThat(first.compile()).isEqualTo(second.compile());
    assertThat(RuleFile.text(first.compile().groups())).isEqualTo(RuleFile.text(second.compile().groups()));
  }

  @Property(tries = 200)
  void recordingRulesAreNeverStamped(@ForAll("groups") List<Rule> rules) {
    for (CompiledRule rule : world(rules).rules()) {
      assertThat(rule.labels().containsKey("namespace")).isEqualTo(rule.alert());
    }
  }

  @Property(tries = 200)
  void aBadRuleMoreChangesNothingOfTheOthers(@ForAll("groups") List<Rule> rules, @ForAll("bad") Rule bad) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(rules.size() / 2, bad);
    assertThat(world(more).running()).isEqualTo(world(rules).running());
    assertThat(world(more).after(world(rules)).running()).isEqualTo(world(rules).running());
  }

  @Property(tries = 200)
  void breakingAnyRuleTakesNoneOutOfService(@ForAll("groups") List<Rule> rules, @ForAll("bad") Rule bad) {
    for (int index = 0; index < rules.size(); index++) {
      List<Rule> broken = new ArrayList<>(rules);
      broken.set(index, bad);
      assertThat(world(broken).after(world(rules)).running())
          .containsExactlyInAnyOrderElementsOf(world(rules).running());
    }
  }

  @Property(tries = 200)
  void whatRanAndIsStillDeclaredGoesOnRunning(@ForAll("groups") List<Rule> rules, @ForAll("groups") List<Rule> next) {
    List<Rule> both = new ArrayList<>(rules);
    both.addAll(next);
    assertThat(world(both).after(world(rules)).running()).containsAll(world(rules).running());
  }

  private static RuleWorld world(List<Rule> rules) {
    return RuleWorld.of(new AlertRuleGroupSpec("web", null, null, null, rules));
  }

  @Provide
  Arbitrary<List<Rule>> groups() {
    Arbitrary<String> expressions = Arbitraries.of("up", "up > 1", "BAD", "");
    Arbitrary<Rule> alerts = Combinators.combine(Arbitraries.of("A", "B", ""), expressions,
        Arbitraries.of("1m", "1 m").injectNull(0.5),
        Arbitraries.<Map<String, String>>of(Map.of(), Map.of("a", "b"), Map.of("a-", "b")))
        .as((name, expr, hold, labels) -> rule(null, name, expr, hold, labels));
    Arbitrary<Rule> records = Combinators.combine(Arbitraries.of("a:b", "c", "-"), expressions)
        .as((name, expr) -> rule(name, null, expr, null, Map.of()));
    return Arbitraries.oneOf(alerts, records).list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<Rule> bad() {
    return Arbitraries.of(rule(null, "New", "BAD", null, Map.of()), rule(null, null, "up", null, Map.of()),
        rule("no metric", null, "up", null, Map.of()), rule(null, "New", "up", "x", Map.of()),
        rule(null, "New", "up", null, Map.of("owner", "me")));
  }

  private static Rule rule(String recordName, String alert, String expr, String hold, Map<String, String> labels) {
    return new Rule(recordName, alert, expr, hold, null, null, null, null, labels, Map.of());
  }
}
