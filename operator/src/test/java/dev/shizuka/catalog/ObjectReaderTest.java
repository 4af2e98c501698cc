package dev.shizuka.catalog;

import static dev.shizuka.catalog.Declarations.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectReaderTest {
  @Test
  void allKindsAreRead() {
    Catalog catalog = Declarations.catalog(Declarations.ALL);
    assertThat(catalog.unreadable()).isEmpty();
    AlertRuleGroupSpec group = catalog.ruleGroups().getFirst().spec();
    assertThat(group.rules()).extracting(AlertRuleGroupSpec.Rule::recordName)
        .containsExactly("shop:errors:ratio5m", null);
    assertThat(group.rules().get(1).forDuration()).isEqualTo("5m");
    assertThat(catalog.priorities().getFirst().spec()).isEqualTo(new AlertPrioritySpec(2, null,
        List.of(Map.of("severity", "critical", "service_impact", "true")), null,
        AlertPrioritySpec.Suppression.Forbidden));
    SuppressionPolicySpec policy = catalog.policies().getFirst().spec();
    assertThat(policy.expires()).isEqualTo(Instant.parse("2027-03-31T00:00:00Z"));
    assertThat(policy.silence().until()).as("any offset").isEqualTo(Instant.parse("2026-12-01T13:00:00Z"));
    assertThat(policy.match().getFirst().matchers()).containsExactly("alertname=\"HostHighCpu\"", "job=~\"batch-.*\"");
    assertThat(catalog.backends().getFirst().spec().namespaceSelector().getMatchExpressions().getFirst().getOperator())
        .isEqualTo("In");
    assertThat(catalog.namespaceLabels("shop")).isEqualTo(
        Map.of("team", "shop", "env", "live", "kubernetes.io/metadata.name", "shop"));
  }

  @Test
  void idsHaveTheDefaultNamespace() {
    String yaml = Declarations.GROUP.replace(", namespace: shop", "");
    assertThat(Declarations.read(yaml).objects().getFirst().id())
        .isEqualTo(new ResourceId(Kind.ALERT_RULE_GROUP, "default", "checkout"));
  }

  @Test
  void aTypoInARuleCostsThatRuleOnly() {
    Readings readings = Declarations.read(Declarations.GROUP + "    keepFiringfor: 5m\n");
    assertThat(told(readings)).containsExactly("14: /spec/rules/1/keepFiringfor: UnknownField:"
        + " there is no field \"keepFiringfor\" here: did you mean \"keepFiringFor\"?");
    AlertRuleGroupSpec group = (AlertRuleGroupSpec) readings.objects().getFirst().spec();
    assertThat(group.rules().getFirst().expr()).isEqualTo("sum(rate(errors[5m]))\n");
    AlertRuleGroupSpec.Rule bad = group.rules().get(1);
    assertThat(bad.alert()).isEqualTo("ErrorRatioHigh");
    assertThat(bad.labels()).isEqualTo(Map.of("team", "shop"));
    assertThat(bad.expr()).isNull();
  }

  @Test
  void aRuleOfAWrongTypeCostsThatRuleOnly() {
    Readings readings = Declarations.read(Declarations.GROUP.replace("for: 5m", "for: 5") + "  - just a text\n");
    assertThat(told(readings)).containsExactly(
        "12: /spec/rules/1/for: WrongType: expected a text, found the number 5: write \"5\" in quotes",
        "14: /spec/rules/2: WrongType: expected a map, found the text \"just a text\"");
    assertThat(((AlertRuleGroupSpec) readings.objects().getFirst().spec()).rules()).hasSize(3);
  }

  @Test
  void aTypoElsewhereCostsTheObjectAndItIsNotTakenForDeleted() {
    Readings readings = Declarations.read(Declarations.ALL.replace("service: checkout", "servce: checkout"));
    assertThat(readings.objects()).hasSize(3);
    assertThat(told(readings)).containsExactly("5: AlertRuleGroup shop/checkout: /spec/servce: UnknownField:"
        + " there is no field \"servce\" here: did you mean \"service\"?");
    assertThat(readings.unidentified()).isFalse();
  }

  @Test
  void everyMistakeOfAnObjectIsToldAndOnlyOneCarriesTheId() {
    Readings readings = Declarations.read(Declarations.POLICY.replace("mode: Enforce", "mode: Enforced")
        .replace("2027-03-31T00:00:00Z", "2027-03-31").replace("match:", "match: []\n  matches:"));
    assertThat(told(readings)).containsExactly(
        "7: SuppressionPolicy shop/nightly-batch: /spec/expires: WrongType:"
            + " expected a time such as 2027-03-31T00:00:00Z, found \"2027-03-31\"",
        "9: /spec/matches: UnknownField: there is no field \"matches\" here: did you mean \"match\"?",
        "5: /spec/mode: UnknownValue: \"Enforced\" is none of Observe, Enforce: did you mean \"Enforce\"?");
    assertThat(readings.objects()).isEmpty();
  }

  @Test
  void aTypoInASelectorIsNotEverybody() {
    Readings readings = Declarations.read(Declarations.BACKEND.replace("matchLabels", "matchlabels"));
    assertThat(told(readings)).singleElement().asString().contains("did you mean \"matchLabels\"?");
  }

  @Test
  void nullsAreAbsentFieldsButNoElements() {
    assertThat(told(Declarations.read(Declarations.POLICY.replace("reason: The", "reason: # The")))).isEmpty();
    assertThat(told(Declarations.read(Declarations.GROUP + "  -\n"))).singleElement().asString()
        .contains("/spec/rules/2: WrongType: expected a map, found nothing");
    assertThat(told(Declarations.read(Declarations.GROUP.replace("\"shop\"}", "}"))))
        .singleElement().asString().contains("/spec/rules/1/labels/team: WrongType: expected a text, found nothing");
  }

  @Test
  void fieldsThatStandTwiceAreRefused() {
    assertThat(told(Declarations.read(Declarations.GROUP + "    expr: vector(1)\n"))).containsExactly(
        "11: /spec/rules/1/expr: DuplicateField: \"expr\" stands twice in the same place, again on line 14: remove one");
    assertThat(Declarations.read(Declarations.PRIORITY + "  rank: 3\n").objects()).isEmpty();
  }

  @Test
  void namesAndNamespacesAreChecked() {
    assertThat(told(Declarations.read(Declarations.PRIORITY.replace("name: p2", "name: P_2")))).singleElement()
        .asString().startsWith("4: /metadata/name: BadName: a name has");
    assertThat(told(Declarations.read(Declarations.PRIORITY.replace("name: p2", "name: 2")))).singleElement()
        .asString().contains("write it in quotes");
    assertThat(told(Declarations.read(Declarations.PRIORITY.replace("name: p2", "nmae: p2")))).hasSize(2);
    assertThat(told(Declarations.read(Declarations.PRIORITY.replace("name: p2", "name: p2\n  namespace: shop"))))
        .containsExactly(
            "5: /metadata/namespace: BadNamespace: objects of this kind belong to no namespace: remove it");
    assertThat(told(Declarations.read(Declarations.GROUP.replace("namespace: shop", "namespce: shop"))))
        .containsExactly("3: AlertRuleGroup default/checkout: /metadata/namespce: UnknownField:"
            + " there is no field \"namespce\" here: did you mean \"namespace\"?");
  }

  @Test
  void unknownKindsAndVersionsOfOursAreTold() {
    assertThat(told(Declarations.read(Declarations.GROUP.replace("AlertRuleGroup", "AlertRulesGroup"))))
        .containsExactly(
            "2: /kind: UnknownKind: shizuka.dev/v1alpha1 has no kind \"AlertRulesGroup\": did you mean \"AlertRuleGroup\"?");
    assertThat(told(Declarations.read(Declarations.GROUP.replace("v1alpha1", "v1")))).containsExactly(
        "1: /apiVersion: UnknownVersion: \"shizuka.dev/v1\" is no version that this program knows: write"
            + " shizuka.dev/v1alpha1");
    assertThat(told(Declarations.read(Declarations.GROUP.replace("shizuka.dev", "shizuka.dv")))).hasSize(1);
    assertThat(told(Declarations.read(Declarations.GROUP.replace("apiVersion: shizuka.dev/v1alpha1", "# none"))))
        .hasSize(1);
  }

  @Test
  void whatIsNotOursIsPassedOver() {
    assertThat(Declarations.read("apiVersion: v1\nkind: Service\nmetadata: {name: x}\n---\njust text\n---\n[1]\n---\n"))
        .isEqualTo(Readings.NONE);
    assertThat(Declarations.read("replicas: 3\nimage: {tag: x}\n")).isEqualTo(Readings.NONE);
  }

  @Test
  void listsAreUnpackedWithTheirLines() {
    String list = "apiVersion: v1\nkind: List\nitems:\n- " + Declarations.PRIORITY.strip().replace("\n", "\n  ")
        + "\n- "
        + Declarations.GROUP.strip().replace("\n", "\n  ").replace("for: 5m", "fro: 5m") + "\n";
    Readings readings = Declarations.read(list);
    assertThat(readings.objects()).hasSize(2);
    assertThat(readings.objects().getFirst().origin().line("/spec/rank")).isEqualTo(9);
    assertThat(told(readings)).singleElement().asString().startsWith("24: /spec/rules/1/fro: UnknownField");
  }

  @Test
  void theFirstOfTwoStandsAndTheOtherIsTold() {
    Readings first = ObjectReader.read(Documents.parse("a.yaml", Declarations.PRIORITY).complete());
    Readings second = ObjectReader
        .read(Documents.parse("b.yaml", "\n" + Declarations.PRIORITY.replace("rank: 2", "rank: 9")).complete());
    Catalog catalog = CatalogBuilder.build(List.of(first, second));
    assertThat(catalog.priorities().getFirst().spec().rank()).isEqualTo(2);
    assertThat(catalog.unreadable()).singleElement().satisfies(told -> {
      assertThat(told.origin().file()).isEqualTo("b.yaml");
      assertThat(told.origin().line("")).isEqualTo(2);
      assertThat(told.problem().message())
          .isEqualTo("AlertPriority p2 is declared at a.yaml:1 already, and that one stands: remove one of them");
    });
  }
}
