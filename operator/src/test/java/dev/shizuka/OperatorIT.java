package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.MountedConfigMaps;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.RealKubernetes;
import dev.shizuka.testbed.RealPrometheus;
import dev.shizuka.testbed.RunningServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code shizuka operator} with kube-apiserver, Prometheus and Alertmanager, as somebody meets it who applies the examples: from outside
 * the cluster, with rights to everything. The other tests run it under the chart's account.
 */
class OperatorIT {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir
  private Path directory;
  private RealKubernetes kubernetes;
  private RealPrometheus prometheus;
  private RealAlertmanager alertmanager;
  private AlertmanagerApi api;
  private Launcher operator;
  private MountedConfigMaps mounted;

  @BeforeEach
  void start() throws Exception {
    kubernetes = RealKubernetes.start(directory.resolve("kubernetes"));
    prometheus = RealPrometheus.start(directory.resolve("prometheus"), RealPrometheus.NEWEST, "");
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
    api = new AlertmanagerApi(alertmanager.url());
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable opened : new AutoCloseable[]{mounted, operator, prometheus, alertmanager, kubernetes}) {
      if (opened != null) {
        opened.close();
      }
    }
  }

  @Test
  void theExamplesBecomeReadyAndADeletedPolicyEndsItsSilences() throws Exception {
    startOperator();
    await().atMost(SOON)
        .untilAsserted(() -> assertThat(operator.output()).contains("waiting for CRDs", "kubectl apply -f crds/"));
    kubectl("apply", "-f", REPOSITORY.resolve("crds").toString());
    kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s");
    await().atMost(SOON).untilAsserted(
        () -> assertThat(operator.output()).contains("Lease shizuka/shizuka", "create the namespace"));
    kubectl("create", "namespace", "shizuka");
    operator.url();
    kubectl("create", "namespace", "monitoring");
    kubectl("apply", "-f", REPOSITORY.resolve("crds").toString(), "-f",
        RunningServers.examples(directory.resolve("examples"), prometheus, alertmanager).toString());
    mounted = MountedConfigMaps.in(kubernetes, "monitoring", prometheus.rules());

    kubectl("wait", "--for=condition=Ready", "alertpriorities,monitoringbackends,clustersuppressionpolicies", "--all",
        "--timeout=90s");
    kubectl("wait", "--for=condition=Ready", "alertrulegroups,suppressionpolicies", "--all", "-A", "--timeout=90s");
    await().atMost(SOON).untilAsserted(() -> assertThat(silencesOf("nightly-batch")).isPositive());
    String table = kubectl("get", "shizuka", "-A");
    assertThat(table).contains("alertrulegroup.shizuka.dev/checkout").contains("nightly-batch").contains("Enforce");

    kubectl("delete", "suppressionpolicy", "nightly-batch", "-n", "infra");
    await().atMost(SOON).untilAsserted(() -> assertThat(silencesOf("nightly-batch")).isZero());
    assertThat(kubernetes.apply(BAD).text()).contains("expires");
  }

  private static final String BAD = """
      apiVersion: shizuka.dev/v1alpha1
      kind: SuppressionPolicy
      metadata: {name: endless, namespace: shop}
      spec:
        mode: Enforce
        reason: forever
        match: [{matchers: ['alertname="A"']}]
        silence: {from: 2026-01-01T00:00:00Z, until: 2027-01-01T00:00:00Z}
      """;

  private long silencesOf(String policy) {
    return api.standing().stream().filter(silence -> silence.path("comment").asText().contains(policy)).count();
  }

  private void startOperator() throws IOException {
    operator = Launcher.start(directory, Map.of("KUBECONFIG", kubernetes.kubeconfig().toString()), "operator",
        "--listen",
        "127.0.0.1:0", "--data", "data", "--namespace", "shizuka", "--poll", "1s", "--grace", "2s", "--settle", "2s");
  }

  private String kubectl(String... arguments) throws IOException, InterruptedException {
    RealKubernetes.Said said = kubernetes.kubectl(arguments);
    assertThat(said.ok()).as(String.join(" ", arguments) + "\n" + said.text() + "\n" + operatorSaid()).isTrue();
    return said.text();
  }

  private String operatorSaid() throws IOException {
    return operator == null ? "" : operator.output();
  }
}
