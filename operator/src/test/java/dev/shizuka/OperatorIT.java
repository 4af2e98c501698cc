package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.RealKubernetes;
import dev.shizuka.testbed.RealPrometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shizuka operator} with kube-apiserver, Prometheus and Alertmanager, as somebody meets it who applies the examples. */
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
  private final ScheduledExecutorService kubelet = Executors.newSingleThreadScheduledExecutor();

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
    kubelet.shutdownNow();
    for (AutoCloseable opened : new AutoCloseable[]{operator, prometheus, alertmanager, kubernetes}) {
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
    kubectl("apply", "-f", REPOSITORY.resolve("crds").toString(), "-f", examples().toString());
    kubelet.scheduleWithFixedDelay(this::copyConfigMaps, 0, 500, TimeUnit.MILLISECONDS);

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

  /** The examples with the addresses of the servers here, as a user writes his own. */
  private Path examples() throws IOException {
    Path copy = Files.createDirectories(directory.resolve("examples"));
    try (Stream<Path> files = Files.list(REPOSITORY.resolve("examples"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path backend = copy.resolve("backend.yaml");
    Files.writeString(backend,
        Files.readString(backend).replaceAll("(?m)^ +- http://(prometheus|alertmanager)-1.*\\R", "")
            .replaceAll("http://prometheus-0[a-z.:0-9]*", prometheus.url().toString())
            .replaceAll("http://alertmanager-0[a-z.:0-9]*", alertmanager.url().toString()));
    return copy;
  }

  private String kubectl(String... arguments) throws IOException, InterruptedException {
    RealKubernetes.Said said = kubernetes.kubectl(arguments);
    assertThat(said.ok()).as(String.join(" ", arguments) + "\n" + said.text() + "\n" + operatorSaid()).isTrue();
    return said.text();
  }

  private String operatorSaid() throws IOException {
    return operator == null ? "" : operator.output();
  }

  /** Plays the kubelet: what the ConfigMaps hold appears in the folder that Prometheus reads. */
  private void copyConfigMaps() {
    try {
      RealKubernetes.Said said = kubernetes.kubectl("get", "configmaps", "-n", "monitoring", "-o", "json");
      for (JsonNode map : new ObjectMapper().readTree(said.text()).path("items")) {
        for (Map.Entry<String, JsonNode> file : map.path("data").properties()) {
          if (List.of("yaml", "yml").contains(file.getKey().replaceAll(".*\\.", ""))) {
            Files.writeString(prometheus.rules().resolve(file.getKey()), file.getValue().asText());
          }
        }
      }
    } catch (IOException | InterruptedException later) {
      // The next look comes at once.
    }
  }
}
