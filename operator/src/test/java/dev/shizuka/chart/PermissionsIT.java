package dev.shizuka.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shizuka.testbed.Account;
import dev.shizuka.testbed.AuditLog;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.RealKubernetes;
import dev.shizuka.testbed.RealPrometheus;
import dev.shizuka.testbed.RealPrometheusOperator;
import dev.shizuka.testbed.RunningServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program under the chart's account does everything for which it goes to the API server, and what it asked for, by that server's audit log, is compared
 * with the chart's rules both ways. All other tests that start it in a cluster run it under that account, too, and are refused nothing.
 */
class PermissionsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String VALUES = """
      rules: {namespaces: [monitoring]}
      secrets: {names: [monitoring-auth]}
      inhibition: {namespace: alerting, base: base, output: output}
      """;
  /** Kinds with a spec that does not fit: of an older schema, for today's takes none of them. */
  private static final Map<String, String> MISFITS = Map.of("AlertPriority", "{rank: many}", "AlertRuleGroup",
      "{rules: {first: {}}}", "ClusterNoiseReport", "{window: wide}", "ClusterSuppressionPolicy", "{match: all}",
      "MonitoringBackend", "{prometheus: there}", "NoiseReport", "{window: wide}", "SuppressionApproval",
      "{policy: that}", "SuppressionPolicy", "{match: all}");
  private static final String NAMESPACES = """
      {apiVersion: v1, kind: Namespace, metadata: {name: monitoring}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: alerting}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
      """;
  /** Beside the backend of the examples one with credentials, PrometheusRules and Alertmanager's configuration. */
  private static final String SECOND = """
      {apiVersion: v1, kind: Secret, metadata: {name: monitoring-auth, namespace: shizuka-system}, stringData: {token: t}}
      ---
      {apiVersion: v1, kind: Secret, metadata: {name: output, namespace: alerting}}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: base, namespace: alerting}
      stringData: {alertmanager.yaml: "{route: {receiver: none}, receivers: [{name: none}]}"}
      ---
      apiVersion: shizuka.dev/v1alpha1
      kind: MonitoringBackend
      metadata: {name: second}
      spec:
        auth: {secretRef: {name: monitoring-auth}}
        prometheus:
          urls: ['%s']
          delivery: {prometheusRule: {namespace: monitoring, name: second}}
        alertmanager:
          urls: ['%s']
          inhibition:
            secret:
              namespace: alerting
              base: {name: base, key: alertmanager.yaml}
              output: {name: output, key: alertmanager.yaml}
      ---
      apiVersion: shizuka.dev/v1alpha1
      kind: SuppressionPolicy
      metadata: {name: native, namespace: shop}
      spec:
        mode: Enforce
        reason: Whoever is called for the node knows
        expires: %s
        match: [{matchers: ['alertname="ServiceDown"', 'priority="p4"']}]
        inhibit: {source: [{matchers: ['alertname="NodeDown"']}], equal: [node], realise: Native}
      """;
  private static final String CHANGING = """
      apiVersion: shizuka.dev/v1alpha1
      kind: AlertRuleGroup
      metadata: {name: changing, namespace: shop}
      spec: {rules: [{alert: Changing, expr: vector(%d) > 5}]}
      """;

  @TempDir
  private Path directory;
  private RealKubernetes kubernetes;
  private RealPrometheus prometheus;
  private RealAlertmanager alertmanager;
  private RealAlertmanager another;
  private Account account;
  private Launcher program;

  @BeforeEach
  void start() throws Exception {
    kubernetes = RealKubernetes.start(directory.resolve("kubernetes"));
    prometheus = RealPrometheus.start(directory.resolve("prometheus"), RealPrometheus.NEWEST, "");
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
    another = RealAlertmanager.start(directory.resolve("another"), RealAlertmanager.NEWEST, RealAlertmanager.PLAIN);
    apply(NAMESPACES);
    kubectl("apply", "--server-side", "-f", RealPrometheusOperator.crds().toString());
    account = Account.in(kubernetes, directory.resolve("account"), VALUES);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable opened : new AutoCloseable[]{program, prometheus, alertmanager, another, kubernetes}) {
      if (opened != null) {
        opened.close();
      }
    }
  }

  @Test
  void theChartsRulesSayExactlyWhatTheProgramUses() throws Exception {
    List<Right> rights = Right.of(Manifests.of(account.rights()));
    objectsOfAnOlderSchemaAreThere();
    kubernetes.installCrds();
    program = Launcher.start(directory, Map.of("KUBECONFIG", account.kubeconfig()), "operator", "--listen",
        "127.0.0.1:0", "--data", "data", "--namespace", Account.NAMESPACE, "--poll", "1s");
    awaitUsed(rights.stream().filter(right -> right.group().equals("shizuka.dev") && right.verb().equals("get")));
    // A priority that cannot be read would keep everything from being silenced.
    kubectl("delete", "--all", "--all-namespaces", "shizuka");

    kubectl("apply", "-f", RunningServers.examples(directory.resolve("examples"), prometheus, alertmanager).toString());
    apply(SECOND.formatted(prometheus.url(), another.url(), Instant.now().plus(Duration.ofDays(1))));
    apply(CHANGING.formatted(1));
    awaitUsed(rights.stream().filter(right -> right.namespace().equals("monitoring") && right.verb().equals("create")));
    apply(CHANGING.formatted(2));
    awaitUsed(rights.stream().filter(right -> right.verb().equals("update")));
    kubectl("delete", "alertrulegroup", "changing", "-n", "shop");
    awaitUsed(rights.stream());

    assertThat(kubernetes.audit().refused()).isEmpty();
    assertThat(kubernetes.audit().requests().stream().filter(request -> !request.resource().isEmpty())
        .filter(request -> rights.stream().noneMatch(right -> right.covers(request)))).isEmpty();
  }

  /** Today's CRDs take no such object, so it comes before them. */
  private void objectsOfAnOlderSchemaAreThere() throws Exception {
    try (Stream<Path> crds = Files.list(Path.of("../crds"))) {
      for (Path crd : crds.filter(file -> file.toString().endsWith(".yaml")).toList()) {
        apply(withoutSchema(Files.readString(crd)));
      }
    }
    kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "--all");
    for (Map.Entry<String, String> misfit : MISFITS.entrySet()) {
      apply("{apiVersion: shizuka.dev/v1alpha1, kind: %s, metadata: {name: old, namespace: shop}, spec: %s}"
          .formatted(misfit.getKey(), misfit.getValue()));
    }
  }

  private static String withoutSchema(String crd) throws IOException {
    JsonNode anything = new ObjectMapper()
        .readTree("{\"openAPIV3Schema\": {\"type\": \"object\", \"x-kubernetes-preserve-unknown-fields\": true}}");
    JsonNode kind = Manifests.of(crd).objects().getFirst();
    kind.at("/spec/versions").forEach(version -> ((ObjectNode) version).set("schema", anything));
    return kind.toString();
  }

  private void awaitUsed(Stream<Right> rights) {
    List<Right> all = rights.toList();
    assertThat(all).isNotEmpty();
    await().atMost(SOON).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
      List<AuditLog.Request> requests = kubernetes.audit().requests();
      assertThat(all.stream().filter(right -> requests.stream().noneMatch(right::covers)))
          .as("rights that are not used\n" + program.output()).isEmpty();
    });
  }

  private void apply(String yaml) throws IOException, InterruptedException {
    RealKubernetes.Said said = kubernetes.apply(yaml);
    assertThat(said.ok()).as(yaml + "\n" + said.text()).isTrue();
  }

  private void kubectl(String... arguments) throws IOException, InterruptedException {
    RealKubernetes.Said said = kubernetes.kubectl(arguments);
    assertThat(said.ok()).as(String.join(" ", arguments) + "\n" + said.text()).isTrue();
  }
}
