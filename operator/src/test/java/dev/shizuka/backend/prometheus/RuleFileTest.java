package dev.shizuka.backend.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledRule;
import dev.shizuka.compile.RuleGroup;
import dev.shizuka.compile.RuleId;
import dev.shizuka.compile.Sha256;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class RuleFileTest {
  private static final String MARK = RuleFile.mark("prod", "main");

  @Test
  void aGroupMakesExactlyTheseBytes() {
    CompiledRule alert = new CompiledRule(new RuleId("alert", "Slow", Map.of(), 0), true, "Slow",
        "up{job=\"a\\\\d\"} == 0\n# why", "5m", "1h", Map.of("severity", "yes", "priority", "1"),
        Map.of("summary", "静か 😀 \u0007\u2028\uFEFF\t'\"", "note", "- # no comment: [a, &b *c] !d %e"));
    RuleGroup group = new RuleGroup(Groups.owner("checkout"), "30s",
        List.of(Groups.recording("shop:up:sum", "sum(up)"), alert));
    String body = """
        groups:
        - name: "shop/checkout"
          interval: "30s"
          rules:
          - record: "shop:up:sum"
            expr: "sum(up)"
          - alert: "Slow"
            expr: "up{job=\\"a\\\\\\\\d\\"} == 0\\n# why"
            for: "5m"
            keep_firing_for: "1h"
            labels:
              "priority": "1"
              "severity": "yes"
            annotations:
              "note": "- # no comment: [a, &b *c] !d %e"
              "summary": "静か 😀 \\u0007\\u2028\\uFEFF\\t'\\""
        """;
    assertThat(RuleFile.render(MARK, group)).isEqualTo(
        "# Made by Shizuka \"prod/main\"; edits are undone.\n# digest " + Sha256.of(body) + "\n" + body);
  }

  @Test
  void aGroupWithoutRulesOrIntervalIsStillAGroup() {
    assertThat(RuleFile.render(MARK, new RuleGroup(Groups.owner("empty"), "", List.of())))
        .endsWith("groups:\n- name: \"shop/empty\"\n  rules: []\n");
  }

  @Property(tries = 300)
  void anyTextIsReadBackAsItWas(@ForAll String text) {
    String wellFormed = text.codePoints().map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    assertThat(new Load(LoadSettings.builder().build()).loadFromString(RuleFile.quoted(text))).isEqualTo(wellFormed);
  }

  @Test
  void onlyAnUntouchedFileFitsItsDigest() {
    String file = RuleFile.render(MARK, Groups.group("a", Groups.alert("A", "up")));
    assertThat(RuleFile.intact(MARK, file)).isTrue();
    assertThat(RuleFile.intact(MARK, file.replace("critical", "warning"))).isFalse();
    assertThat(RuleFile.intact(MARK, MARK)).isFalse();
  }

  @Test
  void theMarkNamesOneBackendOfOneInstallation() {
    String file = RuleFile.render(MARK, Groups.group("a"));
    assertThat(RuleFile.marked(MARK, file)).isTrue();
    assertThat(RuleFile.marked(RuleFile.mark("prod", "other"), file)).isFalse();
    assertThat(RuleFile.marked(RuleFile.mark("pro", "main"), file)).isFalse();
  }

  @Test
  void namesAreInjectiveAndSafe() {
    Map<String, String> seen = new HashMap<>();
    for (String[] id : new String[][]{{"a", "b-c"}, {"a-b", "c"}, {"a.b", "c"}, {"a", "b.c"}, {"a_b", "c"},
        {"a", "b_c"}, {"", "a"}, {"..", "/../etc/passwd"}, {"A", "b-c"}, {"n", "x".repeat(253)}}) {
      String file = RuleFile.name(new RuleGroup(new ResourceId(Kind.ALERT_RULE_GROUP, id[0], id[1]), "", List.of()));
      assertThat(seen.put(file, id[0] + "/" + id[1])).as(file).isNull();
      assertThat(file).matches("shizuka_[a-z0-9._-]+\\.yaml").hasSizeLessThan(250);
    }
    assertThat(RuleFile.name(Groups.group("checkout"))).isEqualTo("shizuka_shop_checkout.yaml");
  }
}
