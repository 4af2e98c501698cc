package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.ledger.Fingerprint;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.Store;
import dev.shizuka.ledger.StoreAddress;
import dev.shizuka.ledger.StoreReader;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.RealPrometheus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shizuka local} is killed, and alerts come and go meanwhile: a real Prometheus remembers. */
class GapIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<String> ALERTS = List.of("Through", "Within", "Since");

  @TempDir
  private Path directory;
  private RealPrometheus prometheus;
  private RealAlertmanager alertmanager;
  private AlertmanagerApi api;
  private Launcher local;

  @BeforeEach
  void startServers() throws IOException {
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
    api = new AlertmanagerApi(alertmanager.url());
    prometheus = RealPrometheus.start(directory.resolve("prometheus"), RealPrometheus.NEWEST, "");
    Files.writeString(directory.resolve("prometheus/prometheus.yml"), """
        global: {scrape_interval: 1s, evaluation_interval: 1s, external_labels: {cluster: tokyo, replica: one}}
        rule_files: ["%s/*.yaml"]
        scrape_configs: [{job_name: itself, static_configs: [{targets: ["%s"]}]}]
        alerting:
          alert_relabel_configs: [{action: labeldrop, regex: replica}]
          alertmanagers: [{static_configs: [{targets: ["%s"]}]}]
        """.formatted(prometheus.rules(), prometheus.url().getAuthority(), alertmanager.url().getAuthority()));
    prometheus.restart();
    Files.createDirectories(directory.resolve("catalog"));
    Files.writeString(directory.resolve("catalog/backend.yaml"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec:
          prometheus: {urls: ["%s"], delivery: {directory: {path: "%s"}}}
          alertmanager: {urls: ["%s"]}
        """.formatted(prometheus.url(), directory.resolve("delivered"), alertmanager.url()));
  }

  @AfterEach
  void stop() {
    local.close();
    prometheus.close();
    alertmanager.close();
  }

  private void startLocal() throws IOException {
    local = Launcher.start(directory, "local", "catalog", "--data", "data", "--listen", "127.0.0.1:0", "--poll",
        "500ms", "--grace", "2s", "--settle", "2s");
  }

  /** From now on exactly these fire. */
  private void fire(String... firing) throws Exception {
    StringBuilder rules = new StringBuilder("groups: [{name: alerts, rules: [");
    for (String alert : ALERTS) {
      rules.append("{alert: ").append(alert).append(", expr: \"vector(1) == ")
          .append(Set.of(firing).contains(alert) ? 1 : 0).append("\", labels: {namespace: shop}}, ");
    }
    Files.writeString(prometheus.rules().resolve("alerts.yaml"), rules + "]}]");
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(HttpRequest.newBuilder(URI.create(prometheus.url() + "/-/reload"))
          .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
    for (String alert : ALERTS) {
      await(alert).atMost(SOON).until(() -> api.alerts(alert).isEmpty() != Set.of(firing).contains(alert));
    }
  }

  /** What is counted, such as {@code Through actionable=1}. */
  private Map<String, Integer> counted() throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    local.get("/metrics").lines().filter(line -> line.startsWith("shizuka_alert_episodes_total{"))
        .filter(line -> !line.endsWith(" 0.0"))
        .forEach(line -> counts.merge(
            line.replaceAll(".*alertname=\"(\\w*)\".*outcome=\"(\\w*)\".*", "$1 $2"),
            (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))), Integer::sum));
    return counts;
  }

  private void awaitCounted(Map<String, Integer> counts) {
    await("what is counted").atMost(SOON).untilAsserted(() -> assertThat(counted()).isEqualTo(counts));
  }

  /** It has polled, and nothing is left to be filled. */
  private void awaitFilled() {
    await("a poll").atMost(SOON).ignoreExceptions().until(() -> !local.get("/readyz").isEmpty());
    await("no gap is left").atMost(SOON).untilAsserted(() -> {
      try (StoreReader reader = StoreReader.open(new StoreAddress.Folder(directory.resolve("data")))) {
        assertThat(reader.facts().gaps(new Period(Instant.EPOCH, Instant.now()))).isEmpty();
      }
    });
  }

  @Test
  void whatFiredWhileNobodyLookedIsInTheLedgerOnce() throws Exception {
    fire("Through");
    startLocal();
    awaitCounted(Map.of("Through actionable", 1));
    local.kill();
    fire("Through", "Within");
    fire("Through", "Since");

    startLocal();
    Map<String, Integer> counts = Map.of("Through actionable", 1, "Within unobserved", 1, "Since actionable", 1);
    awaitFilled();
    awaitCounted(counts);

    local.kill();
    startLocal();
    awaitFilled();
    awaitCounted(counts);
    assertThat(local.get("/metrics").lines().filter(line -> line.startsWith("shizuka_alert_episodes_open{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum()).isEqualTo(2);
    assertKept();
  }

  private void assertKept() {
    JsonNode through = api.alerts("Through").getFirst();
    Map<String, String> labels = new TreeMap<>();
    through.path("labels").properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    assertThat(Fingerprint.of(labels)).isEqualTo(through.path("fingerprint").asText());
    labels.put("alertname", "Within");
    local.close();
    try (Store store = Store.open(directory.resolve("data"))) {
      Ledger ledger = store.ledger(Duration.ofMinutes(2));
      assertThat(ledger.recent(9)).singleElement().satisfies(episode -> {
        assertThat(episode.labels()).isEqualTo(labels).containsEntry("cluster", "tokyo").doesNotContainKey("replica");
        assertThat(episode.fingerprint()).isEqualTo(Fingerprint.of(labels));
        assertThat(episode.outcome()).contains(Outcome.UNOBSERVED);
      });
    }
  }
}
