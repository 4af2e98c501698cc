package dev.shizuka.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class CompletedConfigurationTest {
  private static final String KEY = "inhibit_rules";
  private static final InhibitRule RULE = new InhibitRule(set("alertname", "Node\"Down\\ \u2028{}, # é𝒳\n\t"),
      set("job", "b"), List.of("node", "cluster"));
  private static final Map<ResourceId, List<InhibitRule>> RULES = Map
      .of(new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "node-down"), List.of(RULE));

  static List<String> bases() {
    String tricky = """
        global: {resolve_timeout: 5m, smtp_from: yes, smtp_hello: on}
        # a comment
        templates: ['/etc/*.tmpl', "\\u00e9"]
        route:
          receiver: &first "012"
          group_wait: 1e3
          group_by: [ ..., 0o7, ~, '', ]
          routes:
          - &route {receiver: *first, continue: true}
          - <<: *route
            receiver: été 🚨
        receivers:
        - name: "012"
          webhook_configs:
          - url: "http://a/?q=%s"
        """.formatted("x".repeat(300)) + """
          slack_configs:
          - text: |+
              {{ range .Alerts }}{{ .Labels.alertname }}	tab
              # no comment

          - text: >-
              folded
              lines
        """;
    List<String> bases = new ArrayList<>();
    for (String rules : List.of("", "inhibit_rules: []\n", "inhibit_rules:\n", "inhibit_rules: # none\n",
        "inhibit_rules: ~ # none\n", "\"inhibit_rules\": null\n", "inhibit_rules: [ {equal: [a]}, ]\n",
        "inhibit_rules:\n- source_match: {a: b}\n  equal: [c]\n- {equal: [d]}\n",
        "inhibit_rules:\n    # first\n    - equal: [c]\n\n    - equal: [d]\n")) {
      bases.add(rules + tricky);
      bases.add(tricky + rules);
      bases.add("---\n" + tricky + rules + "...\n");
      bases.add((tricky + rules).replace("\n", "\r\n"));
      bases.add(("%YAML 1.2\n---\n" + rules + tricky).stripTrailing());
      bases.add("\uFEFF" + (tricky + rules).indent(2));
    }
    bases.add("{}".replace("}", "\"route\": {\"receiver\": \"a\"}, \"receivers\": [{\"name\": \"a\"}]}"));
    bases.add("{\"inhibit_rules\":[],\"route\":{\"receiver\":\"a\"}}");
    bases.add("{\"inhibit_rules\":[{\"equal\":[\"a\"]}],\"route\":{\"receiver\":\"a\"}}\n");
    bases.add("{route: {receiver: a}, inhibit_rules: }");
    bases.add("{route: {receiver: a}, inhibit_rules: , receivers: []}");
    return bases;
  }

  @ParameterizedTest
  @MethodSource("bases")
  void nothingButOurRulesComesInAndOurRulesComeFirst(String base) {
    String text = CompletedConfiguration.of(base, RULES, "one").text();
    Map<String, Object> completed = tree(text);
    List<?> rules = (List<?>) completed.remove(KEY);
    Map<String, Object> original = tree(base);
    List<?> theirs = original.remove(KEY) instanceof List<?> list ? list : List.of();
    assertThat(completed).isEqualTo(original);
    assertThat(rules.subList(2, rules.size())).isEqualTo(theirs);
    assertThat(rules.get(1)).isEqualTo(Map.of("source_matchers",
        List.of("alertname=\"Node\\\"Down\\\\ \u2028{}, # é𝒳\\n\t\""), "target_matchers", List.of("job=\"b\""),
        "equal",
        List.of("cluster", "node")));
  }

  @ParameterizedTest
  @MethodSource("bases")
  void everyLineOfTheirsStaysAsItIsWrittenAndComesBackWithoutOurs(String base) {
    String text = CompletedConfiguration.of(base, RULES, "one").text();
    List<String> lines = text.lines().toList();
    assertThat(base.replace("\uFEFF", "").lines().filter(line -> !line.contains(KEY) && !line.startsWith("{")))
        .allSatisfy(line -> assertThat(lines).contains(line));
    Map<String, Object> without = tree(CompletedConfiguration.theirs(text));
    Map<String, Object> original = tree(base);
    List.of(without, original).forEach(tree -> {
      if (!(tree.get(KEY) instanceof List<?> rules) || rules.isEmpty()) {
        tree.remove(KEY);
      }
    });
    assertThat(without).isEqualTo(original);
  }

  @Test
  void aTextThatWasCompletedOnceIsCompletedAgainAlike() {
    CompletedConfiguration once = CompletedConfiguration.of("route: {receiver: a}\n", RULES, "one");
    CompletedConfiguration again = CompletedConfiguration.of(CompletedConfiguration.theirs(once.text()), RULES, "one");
    assertThat(again).isEqualTo(once);
    assertThat(CompletedConfiguration.ours(once.text())).isTrue();
    assertThat(CompletedConfiguration.has(once.text(), RULE)).isTrue();
  }

  @Test
  void theProofIsOfTheWholeTextAndWhoseItIs() {
    String base = "route: {receiver: a}\n";
    String proof = CompletedConfiguration.of(base, RULES, "one").proof();
    assertThat(List.of(CompletedConfiguration.of(base + "# later\n", RULES, "one").proof(),
        CompletedConfiguration.of(base, Map.of(), "one").proof(),
        CompletedConfiguration.of(base, RULES, "two").proof()))
        .doesNotContain(proof).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "{}", "- a", "text", "a: b\n---\nc: d", "a: [", "a: \"secret\n b: 'c",
      "inhibit_rules: text", "inhibit_rules: {a: b}", "x: &rules [{equal: [a]}]\ninhibit_rules: *rules\n",
      "inhibit_rules: &rules [{equal: [a]}]\nx: *rules\n", "? route\n: {receiver: secret}\n", "a: *unknown"})
  void whatCannotBeCompletedIsBlamedOnTheBaseInASentence(String base) {
    assertThatThrownBy(() -> CompletedConfiguration.of(base, RULES, "one"))
        .isInstanceOf(IllegalArgumentException.class).hasMessageMatching("[^\n]{20,}")
        .hasMessageNotContaining("secret");
  }

  private static MatcherSet set(String label, String value) {
    return MatcherSet.of(List.of(new Matcher(label, Operation.EQUAL, value)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> tree(String text) {
    return (Map<String, Object>) new Load(LoadSettings.builder().build())
        .loadFromString(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }
}
