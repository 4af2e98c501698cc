package dev.shizuka.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.testbed.Account;
import dev.shizuka.testbed.RealKubernetes;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceValidation;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator against a real API server: patches, watches, schema and old objects are as they will be. */
class ClusterOperatorIT {
  private final List<Catalog> catalogs = new CopyOnWriteArrayList<>();
  @TempDir
  private Path directory;
  private RealKubernetes kubernetes;
  /** Of somebody who may do all. */
  private KubernetesClient client;
  /** Of the chart's account. */
  private KubernetesClient own;
  private ClusterOperator operator;

  @BeforeEach
  void serve() throws Exception {
    kubernetes = RealKubernetes.start(directory);
    kubernetes.installCrds();
    client = ClusterOperator.client(kubernetes.config());
    own = ClusterOperator.client(Account.in(kubernetes, directory.resolve("account"), "").config());
    client.resource(new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build()).create();
  }

  @AfterEach
  void stop() throws IOException {
    if (operator != null) {
      operator.close();
    }
    own.close();
    client.close();
    assertThat(kubernetes.audit().refused()).isEmpty();
    kubernetes.close();
  }

  private void start() {
    operator = ClusterOperator.start(own, new ClusterOperator.Settings(
        Clock.fixed(Sample.NOW, ZoneOffset.UTC), "pod-1"));
    operator.source().start(catalog -> {
      catalogs.add(catalog);
      operator.resultsChanged(Sample.results(catalogs.getLast()));
    });
  }

  @Test
  void kubectlWaitsListsAndDescribes() throws Exception {
    start();
    client.resource(Sample.priorityObject("p2", Suppression.Forbidden)).create();
    client.resource(Sample.groupObject("checkout", "A", "B")).create();
    client.resource(Sample.groupObject("broken", "A", "BadNow")).create();
    client.resource(Sample.policyObject("nightly",
        Sample.policy(Mode.Enforce, Sample.NOW.minusSeconds(60), Sample.NOW.plusSeconds(3600)))).create();
    // Figures of its first status stay for five minutes: by then the others are known.
    client.resource(Sample.backendObject()).create();
    RealKubernetes.Said waited = kubernetes.kubectl("wait", "--for=condition=Ready", "--timeout=30s", "-n", "shop",
        "arg/checkout", "spol/nightly", "aprio/p2", "mback/main");
    assertThat(waited.ok()).as(waited.text()).isTrue();
    kubernetes.kubectl("wait", "--for=condition=Ready=false", "--timeout=30s", "-n", "shop", "arg/broken");
    assertThat(kubernetes.kubectl("get", "shizuka", "-A").text())
        .containsPattern("alertrulegroup.shizuka.dev/checkout +True +2/2 +team-shop")
        .containsPattern("alertrulegroup.shizuka.dev/broken +False +1/2 +team-shop")
        .containsPattern(
            "suppressionpolicy.shizuka.dev/nightly +True +Enforce +Active +2026-11-21 11:59 until 13:00 UTC")
        .containsPattern("monitoringbackend.shizuka.dev/main +True +Synced +6/6 +1");
    await().untilAsserted(() -> assertThat(kubernetes.kubectl("describe", "arg", "broken", "-n", "shop").text())
        .contains("LastGoodRuns", "no such function"));
  }

  @Test
  void statusIsWrittenOnceAndDeletionIsNoticed() throws Exception {
    start();
    client.resource(Sample.backendObject()).create();
    client.resource(Sample.groupObject("checkout", "A")).create();
    kubernetes.kubectl("wait", "--for=condition=Ready", "--timeout=30s", "-n", "shop", "arg/checkout");
    String version = client.resource(Sample.groupObject("checkout")).get().getMetadata().getResourceVersion();
    operator.resultsChanged(Sample.results(catalogs.getLast()));
    client.resource(Sample.groupObject("later", "A")).create();
    kubernetes.kubectl("wait", "--for=condition=Ready", "--timeout=30s", "-n", "shop", "arg/later");
    assertThat(client.resource(Sample.groupObject("checkout")).get().getMetadata().getResourceVersion())
        .isEqualTo(version);
    client.resource(Sample.groupObject("checkout")).delete();
    await().untilAsserted(() -> assertThat(catalogs.getLast().ruleGroups()).hasSize(1));
  }

  @Test
  void anObjectOfAnOlderSchemaIsToldAndStopsNobody() throws Exception {
    CustomResourceDefinition today = client.apiextensions().v1().customResourceDefinitions()
        .withName("alertrulegroups.shizuka.dev").get();
    CustomResourceValidation anything = new CustomResourceValidation(
        new JSONSchemaPropsBuilder().withType("object").withXKubernetesPreserveUnknownFields(true).build());
    client.apiextensions().v1().customResourceDefinitions().withName("alertrulegroups.shizuka.dev").edit(crd -> {
      crd.getSpec().getVersions().getFirst().setSchema(anything);
      return crd;
    });
    await().atMost(Duration.ofSeconds(30)).until(() -> kubernetes.apply("""
        {apiVersion: shizuka.dev/v1alpha1, kind: AlertRuleGroup, metadata: {name: old, namespace: shop},
         spec: {rules: {first: {alert: A, expr: up}}}}""").ok());
    client.apiextensions().v1().customResourceDefinitions().withName("alertrulegroups.shizuka.dev").edit(crd -> {
      crd.getSpec().getVersions().getFirst().setSchema(today.getSpec().getVersions().getFirst().getSchema());
      return crd;
    });
    start();
    client.resource(Sample.backendObject()).create();
    client.resource(Sample.groupObject("checkout", "A")).create();
    RealKubernetes.Said waited = kubernetes.kubectl("wait", "--for=condition=Ready", "--timeout=30s", "-n", "shop",
        "arg/checkout");
    assertThat(waited.ok()).as(waited.text()).isTrue();
    assertThat(catalogs.getLast().unreadable()).singleElement()
        .satisfies(one -> assertThat(one.problem().path()).isEqualTo("/spec/rules"));
  }
}
