package dev.shizuka.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.catalog.Unreadable;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the rest of the catalog does to rule groups. */
class RuleSourcesTest {
  private static final RuleWorld WORLD = RuleWorld.of("rules: [{alert: High, expr: up, priority: p2}]");

  @Test
  void onlySelectedNamespacesGoToABackend() {
    MonitoringBackendSpec backend = new MonitoringBackendSpec(
        new LabelSelectorBuilder().addToMatchLabels("kubernetes.io/metadata.name", "bank").build(), null, null, null,
        null, null, null);
    Declared<AlertRuleGroupSpec> bank = group("bank", "till");
    Catalog catalog = with(List.of(bank, WORLD.catalog().ruleGroups().getFirst()),
        List.of(unreadable("shop", "b"), unreadable("bank", "a")));
    CompiledRules compiled = RuleCompiler.compile(catalog, declared(backend), RuleWorld.ALL_GOOD, LastGoodRules.NONE);
    assertThat(compiled.groups()).extracting(RuleGroup::name).containsExactly("bank/till");
    assertThat(compiled.verdicts()).extracting(verdict -> verdict.id().qualifiedName()).containsExactly("bank/a",
        "bank/till");
  }

  @Test
  void anObjectThatIsUnreadableNowRunsAsItWasLastRead() {
    Catalog catalog = with(WORLD.catalog().ruleGroups(), List.of(unreadable("shop", "checkout")));
    RuleWorld world = new RuleWorld(catalog, RuleWorld.ALL_GOOD, LastGoodRules.NONE);
    assertThat(world.running()).containsExactly("High up");
    assertThat(world.compile().verdicts()).hasSize(1);
    assertThat(world.verdict().accepted()).isFalse();
    assertThat(world.verdict().rules().getFirst().accepted()).isTrue();
  }

  @Test
  void theFirstOfTwoObjectsOfOneNameIsInForce() {
    Catalog catalog = with(List.of(WORLD.catalog().ruleGroups().getFirst(), group("shop", "checkout")), List.of());
    RuleWorld world = new RuleWorld(catalog, RuleWorld.ALL_GOOD, LastGoodRules.NONE);
    assertThat(world.running()).containsExactly("High up");
    assertThat(world.verdict().problems()).extracting(Problem::reason).containsExactly("Duplicate");
  }

  @Test
  void anUnreadablePriorityIsKnownAndKeepsItsSeverity() {
    Unreadable priority = new Unreadable(Optional.of(new ResourceId(Kind.ALERT_PRIORITY, "", "p2")), Origin.CLUSTER,
        new Problem("", "Unreadable", "rank is a text"));
    Catalog catalog = new Catalog(WORLD.catalog().ruleGroups(), List.of(), List.of(), List.of(), Map.of(),
        List.of(priority));
    RuleWorld world = new RuleWorld(catalog, RuleWorld.ALL_GOOD, LastGoodRules.NONE).after(WORLD);
    assertThat(world.rules()).isEqualTo(WORLD.rules());
    assertThat(world.reasons()).isEmpty();
  }

  @Test
  void ruleThousandAndOneIsRefusedAlone() {
    List<AlertRuleGroupSpec.Rule> rules = new ArrayList<>();
    for (int index = 0; index <= 1000; index++) {
      rules.add(new AlertRuleGroupSpec.Rule(null, "A" + index, "up", null, null, null, null, null, null, null));
    }
    RuleWorld world = RuleWorld.of(new AlertRuleGroupSpec(null, null, null, null, rules));
    assertThat(world.rules()).hasSize(1000);
    assertThat(world.reasons()).containsExactly("1000 TooLarge");
  }

  @Test
  void ownerAndServiceAreBounded() {
    RuleWorld world = RuleWorld.of(new AlertRuleGroupSpec("x".repeat(254), "\udc00", null, null, List.of()));
    assertThat(world.verdict().problems()).extracting(Problem::path).containsExactly("/spec/owner", "/spec/service");
  }

  private static Declared<AlertRuleGroupSpec> group(String namespace, String name) {
    AlertRuleGroupSpec.Rule rule = new AlertRuleGroupSpec.Rule(null, "Other", "up", null, null, null, null, null, null,
        null);
    return new Declared<>(new ResourceId(Kind.ALERT_RULE_GROUP, namespace, name), "", 0,
        new AlertRuleGroupSpec(null, null, null, null, List.of(rule)), Origin.CLUSTER);
  }

  private static Unreadable unreadable(String namespace, String name) {
    return new Unreadable(Optional.of(new ResourceId(Kind.ALERT_RULE_GROUP, namespace, name)), Origin.CLUSTER,
        new Problem("/spec", "Unreadable", "spec is a text"));
  }

  private static Catalog with(List<Declared<AlertRuleGroupSpec>> groups, List<Unreadable> unreadable) {
    return new Catalog(groups, WORLD.catalog().priorities(), List.of(), List.of(), Map.of(), unreadable);
  }

  private static Declared<MonitoringBackendSpec> declared(MonitoringBackendSpec backend) {
    return new Declared<>(new ResourceId(Kind.MONITORING_BACKEND, "", "main"), "", 0, backend, Origin.CLUSTER);
  }
}
