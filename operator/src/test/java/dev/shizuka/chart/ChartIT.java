package dev.shizuka.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.testbed.Helm;
import dev.shizuka.testbed.RealKubernetes;
import dev.shizuka.testbed.RealKubernetes.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart becomes with the values in src/test/resources/chart, by real helm and kube-apiserver. */
class ChartIT {
  private static final Path VALUES = Path.of("src/test/resources/chart");
  private static final Path INSTALL = Path.of("../install");
  private static final String NAMESPACE = "shizuka-system";
  private static final String SERVED = "--api-versions=shizuka.dev/v1alpha1/MonitoringBackend";
  /** Kinds of prometheus-operator that the chart makes objects of. */
  private static final List<String> MONITORING = List.of("ServiceMonitor", "PodMonitor", "PrometheusRule");

  @TempDir
  private static Path directory;
  private static RealKubernetes kubernetes;
  private static Helm helm;
  private static Said installed;

  @BeforeAll
  static void start() throws Exception {
    kubernetes = RealKubernetes.start(directory.resolve("kubernetes"));
    helm = new Helm(directory.resolve("helm"), kubernetes.kubeconfig());
    for (String kind : MONITORING) {
      assertThat(kubernetes.apply(crd(kind)).ok()).isTrue();
    }
    installed = kubernetes.kubectl("apply", "-k", INSTALL.toString());
    kubernetes.kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "--all");
    for (String namespace : List.of("monitoring", "shop")) {
      kubernetes.kubectl("create", "namespace", namespace);
    }
  }

  @AfterAll
  static void stop() {
    kubernetes.close();
  }

  static Stream<Path> values() throws IOException {
    try (Stream<Path> files = Files.list(VALUES)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void theApiServerTakesWhatAnyChoiceOfValuesBecomes(Path values) throws Exception {
    Helm.Said lint = helm
        .run(List.of("lint", "--strict", Helm.KUBE_VERSION, Chart.FOLDER.toString(), "--values=" + values));
    assertThat(lint.ok()).as(lint.text()).isTrue();
    String rendered = rendered("--values=" + values);
    Said said = kubernetes.kubectl(rendered,
        new String[]{"apply", "--dry-run=server", "--validate=strict", "-f", "-"});
    assertThat(said.ok()).as(said.text()).isTrue();
    assertThat(said.text()).doesNotContain("Warning");
    assertSecretsAreReadByNameOnly(rendered);
  }

  private static void assertSecretsAreReadByNameOnly(String rendered) {
    assertThat(Manifests.of(rendered).rules("secrets")).allSatisfy(rule -> {
      assertThat(rule.path("resourceNames")).isNotEmpty();
      assertThat(Manifests.strings(rule.path("verbs"))).isSubsetOf("get", "update");
    });
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"replicas=2 | more than one needs store.postgres.url",
      "image.repositry=x | 'repositry' not allowed", "operator.poll=soon | at '/operator/poll'",
      "crds.install=maybe | want boolean", "backend.create=true | say where Prometheus and Alertmanager are",
      "inhibition.namespace=monitoring | give namespace\\, base and output together",
      "store.postgres.passwordSecret.name=x | give store.postgres.url as well",
      "store.postgres.url=jdbc:postgresql://db/s?password=x | put the password into a Secret",
      "admission.appliers={a'b} | at '/admission/appliers/0'"})
  void valuesThatCannotWorkAreRefusedWithASentence(String set, String sentence) throws Exception {
    Helm.Said said = helm
        .run(List.of("template", "shizuka", Chart.FOLDER.toString(), Helm.KUBE_VERSION, "--set", set));
    assertThat(said.ok()).isFalse();
    assertThat(said.text()).contains(sentence.replace("\\", ""));
  }

  @Test
  void aFileHasOneWriterAndPostgresqlHasSeveralPods() throws Exception {
    Manifests file = Manifests.of(rendered());
    assertThat(file.deployment().at("/spec/replicas").asInt()).isEqualTo(1);
    assertThat(file.deployment().at("/spec/strategy/type").asText()).isEqualTo("Recreate");
    assertThat(file.one("PodDisruptionBudget", "quiet-shizuka")).isEmpty();
    assertThat(file.one("PersistentVolumeClaim", "quiet-shizuka")).isPresent();
    assertThat(file.arguments()).contains("--data=/var/lib/shizuka");

    Manifests postgres = Manifests.of(rendered("--values=" + VALUES.resolve("postgres.yaml")));
    assertThat(postgres.deployment().at("/spec/replicas").asInt()).isEqualTo(2);
    assertThat(postgres.deployment().at("/spec/strategy/type").asText()).isEqualTo("RollingUpdate");
    assertThat(postgres.one("PodDisruptionBudget", "quiet-shizuka")).isPresent();
    assertThat(postgres.one("PersistentVolumeClaim", "quiet-shizuka")).isEmpty();
    assertThat(postgres.arguments()).contains("--store-password-file=/etc/shizuka/store/password")
        .noneMatch(argument -> argument.startsWith("--data"));
  }

  @Test
  void rulesBecomePrometheusRulesWhereThatKindIsThere() throws Exception {
    String backend = "--values=" + VALUES.resolve("backend.yaml");
    String there = "--api-versions=monitoring.coreos.com/v1/PrometheusRule";
    assertThat(delivery(rendered(backend)).has("configMap")).isTrue();
    JsonNode delivery = delivery(rendered(backend, there, "--set=backend.ruleLabels.release=prometheus"));
    assertThat(delivery.at("/prometheusRule/labels/release").asText()).isEqualTo("prometheus");
    assertThat(delivery.at("/prometheusRule/namespace").asText()).isEqualTo(NAMESPACE);
    assertThat(Manifests.of(rendered(backend, there)).rules("prometheusrules")).hasSize(1);
  }

  @Test
  void aDeliveryThatWasChosenOnceStays() throws Exception {
    kubernetes.apply("""
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec:
          prometheus:
            urls: ["http://prometheus-0.prometheus.monitoring:9090"]
            delivery: {configMap: {namespace: monitoring, name: older}}
        """);
    String planned = helm.did("install", "quiet", Chart.FOLDER.toString(), "--namespace=" + NAMESPACE,
        "--dry-run=server", "--take-ownership", "--set=crds.install=false",
        "--values=" + VALUES.resolve("backend.yaml"));
    assertThat(delivery(planned.substring(planned.indexOf("\n---"), planned.indexOf("\nNOTES:"))).at("/configMap/name")
        .asText()).isEqualTo("older");
  }

  @Test
  void theFolderInstallIsTheChartWithItsDefaults() throws Exception {
    String made = "# Made from helm/shizuka with its defaults; ChartIT says how.\n"
        + helm
            .did("template", "shizuka", Chart.FOLDER.toString(), "--namespace=" + NAMESPACE, Helm.KUBE_VERSION, SERVED,
                "--set=crds.install=false")
            .replaceAll("(?m)^ +(helm.sh/chart|app.kubernetes.io/managed-by): .*\\R",
                "")
            .replaceAll("(?m)^# Source: .*\\R", "");
    Path kept = INSTALL.resolve("shizuka.yaml");
    if (Chart.UPDATE) {
      Files.writeString(kept, made);
    }
    assertThat(kept).as("install/shizuka.yaml is stale: run this test with -Dchart.update=true").hasContent(made);
  }

  @Test
  void kubectlInstallsThatFolderOnAnEmptyCluster() {
    assertThat(installed.ok()).as(installed.text()).isTrue();
    assertThat(installed.text()).contains("namespace/shizuka-system created", "deployment.apps/shizuka created",
        "customresourcedefinition.apiextensions.k8s.io/suppressionpolicies.shizuka.dev created");
  }

  @Test
  void aPackageHoldsAllThatTheFolderDoes() throws Exception {
    helm.did("package", Chart.FOLDER.toString(), "--destination=" + directory);
    String version = Chart.yaml(Chart.text("Chart.yaml")).path("version").asText();
    Path archive = directory.resolve("shizuka-" + version + ".tgz");
    assertThat(helm.did("template", "quiet", archive.toString(), "--namespace=" + NAMESPACE, Helm.KUBE_VERSION, SERVED))
        .isEqualTo(rendered("--set=crds.install=true"));
  }

  @Test
  void theDashboardArrivesAsItIsAndTheAlertsLinkToTheRunbooksOfYourOwn() throws Exception {
    String rendered = rendered("--set=dashboard.enabled=true,prometheusRule.enabled=true",
        "--set=prometheusRule.runbookURL=https://wiki.example.com/runbooks/");
    assertThat(Manifests.of(rendered).one("ConfigMap", "quiet-shizuka-dashboard").orElseThrow()
        .at("/data/shizuka.json").asText()).isEqualTo(Chart.text("files/dashboard.json"));
    assertThat(rendered).contains("runbook_url: https://wiki.example.com/runbooks/ShizukaDown")
        .doesNotContain("shizuka.dev/runbooks").contains("{{ $labels.backend }}");
  }

  private static JsonNode delivery(String rendered) {
    return Manifests.of(rendered).one("MonitoringBackend", "main").orElseThrow().at("/spec/prometheus/delivery");
  }

  private static String rendered(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("template", "quiet", Chart.FOLDER.toString(),
        "--namespace=" + NAMESPACE, Helm.KUBE_VERSION, SERVED, "--set=crds.install=false"));
    arguments.addAll(List.of(options));
    return helm.did(arguments.toArray(String[]::new));
  }

  private static String crd(String kind) {
    String singular = kind.toLowerCase(Locale.ROOT);
    return """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: %ss.monitoring.coreos.com}
        spec:
          group: monitoring.coreos.com
          scope: Namespaced
          names: {kind: %s, plural: %ss, singular: %s}
          versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """.formatted(singular, kind, singular, singular);
  }
}
