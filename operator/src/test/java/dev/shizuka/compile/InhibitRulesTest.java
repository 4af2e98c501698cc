package dev.shizuka.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Inhibit;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicySpec.Realise;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InhibitRulesTest {
  @Test
  void targetsHoldProtectionAndANamespacedPolicyNamesItsNamespaceOnBothSides() {
    assertThat(rules(Mode.Enforce, Realise.Native, "alertname=Slow", PolicyObjects.NOW)).singleElement()
        .satisfies(rule -> {
          assertThat(rule.source()).hasToString("{alertname=\"Down\",namespace=\"shop\"}");
          assertThat(rule.target()).hasToString("{alertname=\"Slow\",namespace=\"shop\",priority=\"p4\"}");
          assertThat(rule.equal()).containsExactly("node");
        });
  }

  @Test
  void noAlertIsOnBothSidesOfARule() {
    InhibitionWorld world = InhibitionWorld.of(LongStream.range(0, 300).toArray());
    List<InhibitRule> rules = InhibitRules.compile(world.compiled(), InhibitionWorld.backend(), world.catalog(),
        PolicyObjects.NOW).values().stream().flatMap(List::stream).toList();
    assertThat(rules).hasSizeGreaterThan(300);
    world.alerts().forEach(alert -> assertThat(rules)
        .noneMatch(rule -> rule.source().matches(alert) && rule.target().matches(alert)));
  }

  @Test
  void observedExpiredSuspendedAndLeasedPoliciesHaveNone() {
    assertThat(rules(Mode.Observe, Realise.Native, "alertname=Slow", PolicyObjects.NOW)).isEmpty();
    assertThat(rules(Mode.Enforce, Realise.Lease, "alertname=Slow", PolicyObjects.NOW)).isEmpty();
    assertThat(rules(Mode.Enforce, Realise.Native, "alertname=Slow", PolicyObjects.EXPIRES)).isEmpty();
    InhibitionWorld world = InhibitionWorld.of(1, 2, 3);
    MonitoringBackendSpec open = InhibitionWorld.backend().spec();
    assertThat(InhibitRules.compile(world.compiled(), PolicyObjects.backend(new MonitoringBackendSpec(null, List.of(),
        true, null, open.alertmanager(), null, null)), world.catalog(), PolicyObjects.NOW)).isEmpty();
  }

  @Test
  void withoutInhibitionOfTheBackendItIsByLeases() {
    MonitoringBackendSpec plain = new MonitoringBackendSpec(null, List.of(), null, null,
        new MonitoringBackendSpec.Alertmanager(List.of("http://a:9093")), null, null);
    assertThat(InhibitionWorld.of(1, 2, 3).compiled().policies()).isNotEmpty()
        .noneMatch(policy -> InhibitRules.natively(policy, plain))
        .anyMatch(policy -> InhibitRules.natively(policy, InhibitionWorld.backend().spec()));
  }

  private static List<InhibitRule> rules(Mode mode, Realise realise, String target, Instant now) {
    Declared<SuppressionPolicySpec> policy = PolicyObjects.policy("shop", "node-down",
        new SuppressionPolicySpec(mode, "Nobody acts on it", "", PolicyObjects.EXPIRES,
            List.of(new Match(List.of(target, "priority=p4"))), null, null,
            new Inhibit(List.of(new Match(List.of("alertname=Down"))), List.of("node"), realise), null, null, null));
    Catalog catalog = PolicyObjects.catalog(
        List.of(PolicyObjects.priority("p1", 1, Suppression.Forbidden, Map.of("severity", "critical")),
            PolicyObjects.priority("p4", 4, Suppression.Allowed)),
        List.of(policy));
    return InhibitRules
        .compile(PolicyCompiler.compile(catalog, LastGoodPriorities.NONE, PolicyObjects.NOW),
            InhibitionWorld.backend(), catalog, now)
        .values().stream().flatMap(List::stream).toList();
  }
}
