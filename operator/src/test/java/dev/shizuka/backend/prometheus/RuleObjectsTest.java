package dev.shizuka.backend.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledRule;
import dev.shizuka.compile.RuleGroup;
import dev.shizuka.compile.RuleId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleObjectsTest {
  private static final String UID = "-0b3cf2b6-6f0e-4f7c-9b39-1f5a4f0a9f10";
  private final RuleObjects objects = new RuleObjects("monitoring", "shizuka");

  private static RuleGroup group(String namespace, String name) {
    return new RuleGroup(new ResourceId(Kind.ALERT_RULE_GROUP, namespace, name), "", List.of());
  }

  @Test
  void twoGroupsNeverShareAName() {
    assertThat(objects.name(group("a", "b.c"))).isEqualTo("shizuka.a.b.c");
    assertThat(List.of(objects.name(group("a-b", "c")), objects.name(group("a", "b-c")),
        objects.name(group("a", "b.c")), objects.name(group("a", "x".repeat(250))),
        objects.name(group("a", "x".repeat(251))))).doesNotHaveDuplicates();
  }

  @Test
  void theOperatorsFileNameFitsTheKeyOfAConfigMap() {
    String longest = objects.name(group("n".repeat(63), "g".repeat(253)));
    assertThat(("n".repeat(63) + "-" + longest + UID + ".yaml").length()).isLessThanOrEqualTo(253);
    String plain = objects.name(group("a", "g".repeat(RuleObjects.LONGEST_NAME - "shizuka.a.".length())));
    assertThat(plain).endsWith("g");
    assertThat(("n".repeat(63) + "-" + plain + UID + ".yaml").length()).isEqualTo(253);
  }

  @Test
  void aFileIsKnownByWhatItIsCalledWithoutItsUid() {
    String object = objects.name(group("shop", "checkout"));
    assertThat(RuleObjects.withoutUid("monitoring-" + object + UID + ".yaml")).isEqualTo(objects.shown(object));
    assertThat(RuleObjects.withoutUid("alerts.yaml")).isEqualTo("alerts.yaml");
  }

  @Test
  void theSpecSaysWhatIsSetAndNothingElse() {
    CompiledRule alert = Groups.alertFor("A", "up == 0", "5m");
    assertThat(RuleObjects.spec(Groups.group("g", alert, Groups.recording("job:up", "up")))).isEqualTo(
        Map.of("groups", List.of(Map.of("name", "shop/g", "interval", "1s", "rules", List.of(
            Map.of("alert", "A", "expr", "up == 0", "for", "5m", "keep_firing_for", "1m", "labels", alert.labels(),
                "annotations", alert.annotations()),
            Map.of("record", "job:up", "expr", "up"))))));
  }

  @Test
  void whatIsNotPrintableOrHasManyLinesCountsForMore() {
    assertThat(RuleObjects.rendered("x".repeat(1000))).isBetween(1000L, 1400L);
    assertThat(RuleObjects.rendered("x\n".repeat(500))).isGreaterThan(10_000);
    assertThat(RuleObjects.rendered("\u0001".repeat(1000))).isGreaterThan(4_000);
    CompiledRule large = new CompiledRule(new RuleId("alert", "A", Map.of(), 0), true, "A", "up", "", "", Map.of(),
        Map.of("summary", "x".repeat(RuleObjects.LARGEST)));
    assertThat(RuleObjects.rendered(RuleObjects.spec(Groups.group("g", large)))).isGreaterThan(RuleObjects.LARGEST);
  }
}
