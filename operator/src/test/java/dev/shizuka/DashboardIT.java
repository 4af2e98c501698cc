package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.testbed.Account;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Exposition;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.RealKubernetes;
import dev.shizuka.testbed.RealPrometheus;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Grafana dashboard, asked of a real Prometheus that scraped a real Shizuka which has something to show. */
class DashboardIT {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final List<String> ALERTS = List.of("Loud", "Quiet", "Tried");

  @TempDir
  private Path directory;
  private AlertmanagerApi api;
  private RealPrometheus prometheus;

  @Test
  void everyQueryAnswersWithSomethingAndTheReadmeNamesEveryMetric() throws Exception {
    try (RealKubernetes kubernetes = RealKubernetes.start(directory.resolve("kubernetes"));
        RealPrometheus scraping = RealPrometheus.start(directory.resolve("prometheus"), RealPrometheus.NEWEST, "");
        RealAlertmanager alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"),
            RealAlertmanager.NEWEST, RealAlertmanager.PLAIN)) {
      prometheus = scraping;
      api = new AlertmanagerApi(alertmanager.url());
      ok(kubernetes.kubectl("apply", "-f", REPOSITORY.resolve("crds").toString()));
      ok(kubernetes.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s"));
      try (Launcher operator = operator(kubernetes)) {
        scrape(operator.url());
        ok(kubernetes.apply(declared(alertmanager)));
        happen(operator);
        Set<String> unanswered = new TreeSet<>(queries());
        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
          unanswered.removeIf(this::answers);
          assertThat(unanswered).isEmpty();
        });
        assertThat(named(operator.get("/metrics"), "(?m)^# TYPE (shizuka_\\w+) "))
            .isEqualTo(named(Files.readString(REPOSITORY.resolve("README.md")), "(?m)^\\| `(shizuka_\\w+)` \\|"));
        assertThat(kubernetes.audit().refused()).isEmpty();
      }
    }
  }

  private static Set<String> named(String text, String pattern) {
    Set<String> names = new TreeSet<>();
    Pattern.compile(pattern).matcher(text).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  private static void ok(RealKubernetes.Said said) {
    assertThat(said.ok()).as(said.text()).isTrue();
  }

  private Launcher operator(RealKubernetes kubernetes) throws IOException, InterruptedException {
    Files.writeString(directory.resolve("tokens"), "test-token-0123456789\n");
    Account account = Account.in(kubernetes, directory.resolve("account"), "");
    return Launcher.start(directory, Map.of("KUBECONFIG", account.kubeconfig()), "operator", "--listen",
        "127.0.0.1:0", "--data", "data", "--namespace", Account.NAMESPACE, "--poll", "300ms", "--grace", "2s",
        "--settle", "2s",
        "--rules-root", directory.resolve("prometheus").toString(), "--responses-token-file", "tokens");
  }

  private void scrape(URI shizuka) throws Exception {
    prometheus.configure("*.yaml", """
        scrape_configs:
        - job_name: shizuka
          honor_labels: true
          static_configs: [{targets: ["%s"]}]
        """.formatted(shizuka.getAuthority()));
    HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(prometheus.url() + "/-/reload"))
        .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding());
  }

  /** One alert that calls somebody, one that a policy keeps quiet, one that a policy in Observe would. */
  private String declared(RealAlertmanager alertmanager) {
    String backend = """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec:
          prometheus: {urls: ["%s"], delivery: {directory: {path: "%s"}}}
          alertmanager: {urls: ["%s"]}
        ---
        apiVersion: shizuka.dev/v1alpha1
        kind: AlertPriority
        metadata: {name: p4}
        spec: {rank: 4, severity: info, response: {within: 30m, causes: [Other]}, suppression: Allowed}
        """.formatted(prometheus.url(), prometheus.rules(), alertmanager.url());
    String until = Instant.now().plus(Duration.ofDays(1)).toString();
    return backend + policy("quiet", "Enforce", "Quiet", "silence: {from: 2026-01-01T00:00:00Z, until: " + until + "}")
        + policy("tried", "Observe", "Tried", "silence: {from: 2026-01-01T00:00:00Z, until: " + until + "}")
        + policy("held", "Enforce", "Held", "hold: {for: 10m}");
  }

  private static String policy(String name, String mode, String alertname, String form) {
    return """
        ---
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionPolicy
        metadata: {name: %s, namespace: default}
        spec:
          mode: %s
          reason: the dashboard's test
          expires: %s
          match: [{matchers: ['alertname="%s"']}]
          %s
        """.formatted(name, mode, Instant.now().plus(Duration.ofDays(30)), alertname, form);
  }

  private void happen(Launcher operator) throws Exception {
    await().atMost(SOON).untilAsserted(() -> assertThat(api.standing()).as(operator.output()).isNotEmpty());
    List<Map<String, String>> labels = ALERTS.stream()
        .map(name -> Map.of("alertname", name, "namespace", "default", "priority", "p4")).toList();
    api.post(labels, Instant.now().plusSeconds(300));
    await().atMost(SOON).until(() -> sum(operator, "shizuka_alert_episodes_total", "outcome=\"actionable\"") >= 2);
    String loud = api.alerts("Loud").getFirst().path("fingerprint").asText();
    for (String done : List.of("--acknowledge", "--resolve")) {
      Launcher.Finished told = Launcher.run(directory, "respond", loud, done, "--person", "Hanako Sato", "--url",
          operator.url().toString(), "--token-file", "tokens");
      assertThat(told.exitCode()).as(told.output()).isZero();
    }
    api.post(labels.subList(1, labels.size()), Instant.now().minusSeconds(1));
    await().atMost(SOON).until(() -> sum(operator, "shizuka_alert_episodes_total", "outcome=\"suppressed\"") >= 1);
  }

  private static double sum(Launcher operator, String name, String... labels) throws Exception {
    return Exposition.of(operator.get("/metrics")).sum(name, labels);
  }

  /** Every query of every panel, and of every variable, as Grafana would send it. */
  private static List<String> queries() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(REPOSITORY.resolve("helm/shizuka/files/dashboard.json").toFile());
    List<String> queries = new ArrayList<>();
    dashboard.findValuesAsText("expr").forEach(queries::add);
    dashboard.path("templating").path("list").findValuesAsText("definition")
        .forEach(
            variable -> queries.add(variable.replaceFirst("label_values\\((.*), *(\\w+)\\)", "count by ($2) ($1)")));
    return queries.stream().map(query -> query.replace("$__range", "1h").replace("$__interval", "1m")
        .replace("$__rate_interval", "1m").replaceAll("\\$(backend|namespace)", ".*")).toList();
  }

  private boolean answers(String query) {
    try {
      String said = Launcher.fetch(URI.create(
          prometheus.url() + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)));
      JsonNode answer = new ObjectMapper().readTree(said);
      assertThat(answer.path("status").asText()).as(query + "\n" + said).isEqualTo("success");
      return !answer.path("data").path("result").isEmpty();
    } catch (IOException failed) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
