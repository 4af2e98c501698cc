package dev.shizuka.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.shizuka.api.AlertPriority;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.AlertRuleGroup;
import dev.shizuka.api.ClusterNoiseReport;
import dev.shizuka.api.Condition;
import dev.shizuka.api.MonitoringBackend;
import dev.shizuka.api.NoiseReport;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.api.SuppressionPolicy;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Problem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real operator on the mock server. What defaults, patterns and CEL do, the mock cannot show: see CrdIT. */
class ClusterOperatorMockTest {
  private final KubernetesMockServer server = new KubernetesMockServer(new Context(), new MockWebServer(),
      new HashMap<>(), new io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher(), true);
  private final List<Catalog> catalogs = new CopyOnWriteArrayList<>();
  private KubernetesClient client;
  private ClusterOperator operator;

  @BeforeEach
  void serve() {
    server.init();
    for (Class<? extends CustomResource<?, ?>> kind : List.<Class<? extends CustomResource<?, ?>>>of(
        AlertPriority.class, AlertRuleGroup.class, MonitoringBackend.class, SuppressionPolicy.class,
        dev.shizuka.api.ClusterSuppressionPolicy.class, NoiseReport.class, ClusterNoiseReport.class)) {
      server.expectCustomResource(CustomResourceDefinitionContext.fromCustomResourceType(kind));
    }
    client = ClusterOperator.client(server.createClient().getConfiguration());
  }

  @AfterEach
  void stop() {
    operator.close();
    client.close();
    server.destroy();
  }

  private void start() {
    operator = ClusterOperator.start(client, new ClusterOperator.Settings(
        Clock.fixed(Sample.NOW, ZoneOffset.UTC), "pod-1"));
    operator.source().start(catalog -> {
      catalogs.add(catalog);
      operator.resultsChanged(Sample.results(catalogs.getLast()));
    });
  }

  private void declare() {
    client.resource(Sample.backendObject()).create();
    client.resource(Sample.groupObject("checkout", "A", "BadNow")).create();
  }

  private AlertRuleGroup group(String name) {
    return client.resources(AlertRuleGroup.class).inNamespace("shop").withName(name).get();
  }

  private static String condition(AlertRuleGroup group, String type) {
    List<Condition> conditions = group.getStatus() == null ? List.of() : group.getStatus().conditions();
    return Conditions.find(conditions, type).map(found -> found.status() + " " + found.reason()).orElse("none");
  }

  @Test
  void theFirstCatalogHasAllThatIsDeclared() {
    client.resource(new NamespaceBuilder().withNewMetadata().withName("shop").addToLabels("team", "a").endMetadata()
        .build()).create();
    declare();
    start();
    assertThat(catalogs.getFirst().ruleGroups()).extracting(Declared::id).containsExactly(Sample.GROUP);
    assertThat(catalogs.getFirst().backends()).hasSize(1);
    assertThat(catalogs.getFirst().namespaceLabels("shop")).isEqualTo(
        Map.of("team", "a", "kubernetes.io/metadata.name", "shop"));
  }

  @Test
  void anApiServerThatIsAwayIsKnownSoThatLeasesRunOut() {
    start();
    operator.source().changed();
    assertThat(operator.source().unreadableSince()).isEmpty();
    server.destroy();
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
      operator.source().changed();
      assertThat(operator.source().unreadableSince()).contains(Sample.NOW);
    });
  }

  @Test
  void statusSaysWhatBecameOfEachRule() {
    declare();
    start();
    await().untilAsserted(() -> {
      AlertRuleGroup group = group("checkout");
      assertThat(group.getStatus()).isNotNull();
      assertThat(condition(group, "Ready")).isEqualTo("False RulesRefused");
      assertThat(condition(group, "Degraded")).isEqualTo("True LastGoodRuns");
      assertThat(group.getStatus().loaded()).isEqualTo("1/2");
      assertThat(group.getSpec()).isEqualTo(Sample.rules("A", "BadNow"));
    });
    await().untilAsserted(() -> assertThat(client.events().v1().events().inNamespace("shop").list().getItems())
        .extracting(Event::getReason).containsExactly("LastGoodRuns"));
  }

  @Test
  void whatIsDeletedIsGoneFromTheNextCatalog() {
    declare();
    client.resource(Sample.priorityObject("p2", Suppression.Forbidden)).create();
    start();
    client.resource(Sample.groupObject("checkout")).delete();
    client.resource(Sample.priorityObject("p2", Suppression.Forbidden)).delete();
    await().untilAsserted(() -> {
      assertThat(catalogs.getLast().ruleGroups()).isEmpty();
      assertThat(catalogs.getLast().priorities()).isEmpty();
    });
    await().untilAsserted(() -> assertThat(client.events().v1().events().inNamespace("default").list().getItems())
        .extracting(Event::getReason).contains("Deleted"));
  }

  @Test
  void anUnreadableObjectIsToldAndStopsNobody() {
    declare();
    start();
    GenericKubernetesResource poison = new GenericKubernetesResource();
    poison.setApiVersion("shizuka.dev/v1alpha1");
    poison.setKind("AlertRuleGroup");
    poison.setMetadata(Sample.groupObject("poison").getMetadata());
    poison.setAdditionalProperty("spec", Map.of("rules", List.of(Map.of("alert", "A", "labels", "none"))));
    client.resource(poison).create();
    await().untilAsserted(() -> assertThat(catalogs.getLast().unreadable()).singleElement().satisfies(one -> {
      assertThat(one.id().orElseThrow().name()).isEqualTo("poison");
      assertThat(one.problem()).extracting(Problem::path, Problem::reason)
          .containsExactly("/spec/rules/0/labels", "Unreadable");
    }));
    client.resource(Sample.groupObject("later", "A")).create();
    await().untilAsserted(
        () -> assertThat(condition(group("later"), "Ready")).isEqualTo("True Ready"));
    await().untilAsserted(() -> assertThat(condition(group("poison"), "Ready"))
        .isEqualTo("False Unreadable"));
  }

  @Test
  void reportsOfBothKindsShowTheirHeadline() {
    client.resource(Sample.named(new NoiseReport(), "shop", "undelivered", Sample.report("Asia/Tokyo"))).create();
    client.resource(Sample.named(new ClusterNoiseReport(), null, "quarter", Sample.report("Asia/Tokyo"))).create();
    client.resource(Sample.named(new ClusterNoiseReport(), null, "nowhere", Sample.report("Asia/Tokio"))).create();
    start();
    await().untilAsserted(() -> {
      NoiseReportStatus quarter = status(client.resources(ClusterNoiseReport.class).withName("quarter").get());
      assertThat(quarter.conditions()).extracting(Condition::type, Condition::status).contains(tuple("Ready", "True"));
      assertThat(quarter.handlingTime()).isEqualTo("41h");
      assertThat(quarter.nextRun()).isEqualTo("2026-12-01T00:00:00Z");
      NoiseReportStatus nowhere = status(client.resources(ClusterNoiseReport.class).withName("nowhere").get());
      assertThat(nowhere.conditions()).extracting(Condition::type, Condition::reason)
          .contains(tuple("Ready", "TimeZoneInvalid"));
      assertThat(nowhere.episodes()).isNull();
      NoiseReportStatus undelivered = status(
          client.resources(NoiseReport.class).inNamespace("shop").withName("undelivered").get());
      assertThat(undelivered.conditions()).extracting(Condition::type, Condition::reason)
          .contains(tuple("Synced", "DeliveryFailed"));
    });
    await().untilAsserted(() -> assertThat(client.events().v1().events().inNamespace("shop").list().getItems())
        .extracting(Event::getReason).containsExactly("DeliveryFailed"));
  }

  private static NoiseReportStatus status(CustomResource<?, NoiseReportStatus> report) {
    assertThat(report.getStatus()).isNotNull();
    return report.getStatus();
  }

  @Test
  void whatDoesNotChangeIsNotWrittenAgain() {
    declare();
    client.resource(Sample.policyObject("nightly",
        Sample.policy(Mode.Enforce, Sample.NOW.minusSeconds(60), Sample.NOW.plusSeconds(3600)))).create();
    start();
    await().untilAsserted(() -> assertThat(
        client.resources(SuppressionPolicy.class).inNamespace("shop").withName("nightly").get().getStatus()).isNotNull()
        .extracting(dev.shizuka.api.SuppressionPolicyStatus::state).isEqualTo("Active"));
    await().untilAsserted(() -> assertThat(group("checkout").getStatus()).isNotNull());
    String version = group("checkout").getMetadata().getResourceVersion();
    operator.resultsChanged(Sample.results(catalogs.getLast()));
    client.resource(Sample.groupObject("last", "A")).create();
    await().untilAsserted(() -> assertThat(group("last").getStatus()).isNotNull());
    assertThat(group("checkout").getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void aBurstOfEditsMakesFewCatalogs() {
    start();
    for (int i = 0; i < 200; i++) {
      client.resource(Sample.groupObject("g" + i, "A")).create();
    }
    await().atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(catalogs.getLast().ruleGroups()).hasSize(200));
    assertThat(catalogs).hasSizeLessThan(30);
  }
}
