package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.testbed.Account;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealKubernetes;
import dev.shizuka.testbed.RealPrometheus;
import dev.shizuka.testbed.RealPrometheusOperator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shizuka operator} and the real prometheus-operator between a real API server and a real Prometheus. */
class PrometheusOperatorIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String WORLD = """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: shizuka.dev/v1alpha1
      kind: MonitoringBackend
      metadata: {name: main}
      spec:
        prometheus:
          urls: ['%s']
          delivery:
            prometheusRule: {namespace: monitoring, name: shizuka, labels: {release: kube}}
      """;
  /** Two alerts that fire at once, and between them one that no Prometheus takes. */
  private static final String CHECKOUT = """
      apiVersion: shizuka.dev/v1alpha1
      kind: AlertRuleGroup
      metadata: {name: checkout, namespace: shop}
      spec:
        service: checkout
        interval: 1s
        rules:
        - {record: 'shop:one', expr: vector(1)}
        - {alert: CheckoutDown, expr: 'shop:one > 0', summary: "{{ $value }} | \\"quoted\\": # 100 %"}
        - {alert: Broken, expr: 'sum('}
        - {alert: CheckoutSlow, expr: 'vector(2) > 1', keepFiringFor: 1m, annotations: {text: "two\\nlines"}}
      """;
  private static final String CART = """
      apiVersion: shizuka.dev/v1alpha1
      kind: AlertRuleGroup
      metadata: {name: cart, namespace: shop}
      spec: {interval: 1s, rules: [{alert: CartDown, expr: '%s'}]}
      """;
  private static final String PROMETHEUS = """
      apiVersion: monitoring.coreos.com/v1
      kind: Prometheus
      metadata: {name: main, namespace: monitoring}
      spec:
        version: v3.15.0
        serviceMonitorSelector: {}
        ruleSelector: {matchLabels: {release: kube}}
      ---
      apiVersion: monitoring.coreos.com/v1
      kind: PrometheusRule
      metadata: {name: shizuka.shop.theirs, namespace: monitoring, labels: {release: kube}}
      spec: {groups: [{name: theirs, interval: 1s, rules: [{alert: Theirs, expr: vector(1)}]}]}
      """;
  /** Grouping by a UTF-8 label: Prometheus 3 takes it, prometheus-operator 0.85 does not. */
  private static final String ONLY_FOR_PROMETHEUS = "sum by (\"a.b\") (vector(1)) > 0";

  @TempDir
  private Path directory;
  private RealKubernetes kubernetes;
  private RealPrometheus prometheus;
  private RealPrometheusOperator prometheusOperator;
  private Launcher operator;

  @BeforeEach
  void start() throws Exception {
    kubernetes = RealKubernetes.start(directory.resolve("kubernetes"));
    prometheus = RealPrometheus.start(directory.resolve("prometheus"), RealPrometheus.NEWEST, "");
    kubernetes.installCrds();
    kubectl("create", "namespace", "monitoring");
    Account account = Account.in(kubernetes, directory.resolve("account"),
        "rules: {namespaces: [monitoring], resources: [prometheusrules]}");
    operator = Launcher.start(directory, Map.of("KUBECONFIG", account.kubeconfig()), "operator", "--listen",
        "127.0.0.1:0", "--data", "data", "--namespace", Account.NAMESPACE);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable opened : new AutoCloseable[]{operator, prometheusOperator, prometheus, kubernetes}) {
      if (opened != null) {
        opened.close();
      }
    }
  }

  @Test
  void anAlertFiresByWayOfTheOperatorsConfigMapAndNoBadRuleTakesAGoodOneAlong() throws Exception {
    apply(WORLD.formatted(prometheus.url()) + "---\n" + CHECKOUT);
    eventually(() -> assertThat(kubectl("get", "mback", "main", "-o", "yaml"))
        .contains("reason: KindMissing", "install prometheus-operator"));
    startPrometheusOperator();
    apply(CART.formatted("vector(1) > 0"));

    eventually(
        () -> assertThat(firing()).containsExactlyInAnyOrder("CheckoutDown", "CheckoutSlow", "CartDown", "Theirs"));
    kubectl("wait", "--for=condition=Ready", "mback/main", "arg/cart", "-n", "shop", "--timeout=60s");
    eventually(() -> assertThat(ruleStatus("checkout")).contains("CheckoutDown loaded", "CheckoutSlow loaded",
        "shop:one loaded", "Broken left out ExpressionRefused"));
    assertThat(kubectl("get", "events", "-n", "monitoring")).doesNotContain("InvalidConfiguration");

    anEditThatTheOperatorRefusesIsTakenBack();
    whatIsDeletedGoesAndWhatIsForeignStays();
    assertThat(kubernetes.audit().refused()).isEmpty();
  }

  private void anEditThatTheOperatorRefusesIsTakenBack() throws Exception {
    apply(CART.formatted(ONLY_FOR_PROMETHEUS));
    eventually(() -> assertThat(firing()).doesNotContain("CartDown").contains("CheckoutDown", "CheckoutSlow"));
    assertThat(kubectl("get", "events", "-n", "monitoring")).contains("InvalidConfiguration")
        .contains("shizuka.shop.cart").doesNotContain("shizuka.shop.checkout");
    eventually(() -> assertThat(firing()).contains("CartDown", "CheckoutDown", "CheckoutSlow"));
    eventually(() -> assertThat(ruleStatus("cart")).containsExactly("CartDown left out OperatorRefused"));
    eventually(() -> assertThat(kubectl("get", "arg", "cart", "-n", "shop", "-o", "yaml"))
        .contains("reason: LastGoodRuns"));
  }

  private void whatIsDeletedGoesAndWhatIsForeignStays() throws Exception {
    apply(CART.formatted("vector(1) > 0").replace("name: cart", "name: theirs"));
    eventually(() -> assertThat(kubectl("get", "arg", "theirs", "-n", "shop", "-o", "yaml"))
        .contains("reason: ForeignPrometheusRule"));
    kubectl("delete", "arg", "cart", "theirs", "-n", "shop");
    eventually(() -> assertThat(firing()).containsExactlyInAnyOrder("CheckoutDown", "CheckoutSlow", "Theirs"));
    assertThat(kubectl("get", "prometheusrules", "-n", "monitoring", "-o", "name").lines().sorted().toList())
        .containsExactly("prometheusrule.monitoring.coreos.com/shizuka.shop.checkout",
            "prometheusrule.monitoring.coreos.com/shizuka.shop.theirs");
    kubectl("wait", "--for=condition=Synced", "mback/main", "--timeout=60s");
  }

  private void startPrometheusOperator() throws IOException, InterruptedException {
    kubectl("apply", "--server-side", "-f", RealPrometheusOperator.crds().toString());
    kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
    apply(PROMETHEUS);
    prometheusOperator = RealPrometheusOperator.start(kubernetes, directory.resolve("prometheus-operator"));
    prometheusOperator.bringRulesTo(prometheus);
  }

  private Set<String> firing() throws IOException, InterruptedException {
    Set<String> firing = new TreeSet<>();
    String answer = Launcher.fetch(URI.create(prometheus.url() + "/api/v1/alerts"));
    for (JsonNode alert : new ObjectMapper().readTree(answer).path("data").path("alerts")) {
      if (alert.path("state").asText().equals("firing")) {
        firing.add(alert.path("labels").path("alertname").asText());
      }
    }
    return firing;
  }

  private Set<String> ruleStatus(String group) throws IOException, InterruptedException {
    Set<String> told = new TreeSet<>();
    JsonNode object = new ObjectMapper().readTree(kubectl("get", "arg", group, "-n", "shop", "-o", "json"));
    for (JsonNode rule : object.path("status").path("rules")) {
      told.add(rule.path("name").asText() + (rule.path("accepted").asBoolean()
          ? rule.path("loaded").asBoolean() ? " loaded" : " missing"
          : " left out " + rule.path("reason").asText()));
    }
    return told;
  }

  private void eventually(ThrowingRunnable assertion) throws IOException {
    try {
      await().atMost(SOON).pollInterval(Duration.ofMillis(300)).untilAsserted(assertion);
    } catch (org.awaitility.core.ConditionTimeoutException late) {
      throw new AssertionError(late.getMessage() + "\n" + operator.output()
          + (prometheusOperator == null ? "" : prometheusOperator.log()), late);
    }
  }

  private void apply(String yaml) throws IOException, InterruptedException {
    RealKubernetes.Said said = kubernetes.apply(yaml);
    assertThat(said.ok()).as(said.text()).isTrue();
  }

  private String kubectl(String... arguments) throws IOException, InterruptedException {
    RealKubernetes.Said said = kubernetes.kubectl(arguments);
    assertThat(said.ok()).as(String.join(" ", arguments) + "\n" + said.text()).isTrue();
    return said.text();
  }
}
