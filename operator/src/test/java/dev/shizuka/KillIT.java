package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.RealPrometheus;
import dev.shizuka.testbed.Testbed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code shizuka local} killed with {@code kill -9} at random moments while alerts come and go: what is declared is reached, nothing is
 * doubled, and every firing is counted once. {@code make soak} makes it longer.
 */
@Order(3)
class KillIT {
  private static final int KILLS = Testbed.scale(6);
  private static final long SEED = Long.getLong("seed", 20261121);
  private static final Duration SHORT = Duration.ofSeconds(30);

  @TempDir
  private Path directory;
  private RealPrometheus prometheus;
  private RealAlertmanager alertmanager;
  private AlertmanagerApi api;
  private Launcher local;
  private int firings;

  @BeforeEach
  void startServers() throws IOException {
    prometheus = RealPrometheus.start(directory.resolve("prometheus"), RealPrometheus.NEWEST, "");
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
    api = new AlertmanagerApi(alertmanager.url());
  }

  @AfterEach
  void stop() {
    local.close();
    prometheus.close();
    alertmanager.close();
  }

  @Test
  void killedAtAnyMomentNothingIsLostOrDoubled() throws Exception {
    Random random = new Random(SEED);
    declare(0);
    startLocal();
    for (int round = 1; round <= KILLS; round++) {
      fire(round);
      declare(round);
      awaitKill(random.nextInt(2500));
      local.kill();
      startLocal();
      awaitAllSeen(round);
      resolve(round);
      if (random.nextBoolean()) {
        awaitKill(random.nextInt(1500));
        local.kill();
        startLocal();
      }
      awaitAllClosed();
    }
    awaitDeclared(KILLS);
    assertThat(seen()).isEqualTo(firings);
  }

  @Test
  void aPolicyThatWentWhileTheProgramWasDeadLeavesNoSilence() throws Exception {
    declare(1);
    startLocal();
    await().atMost(SHORT).untilAsserted(() -> assertThat(api.standing()).hasSize(1));
    local.kill();
    Files.delete(directory.resolve("catalog/policy.yaml"));
    startLocal();
    await().atMost(SHORT).untilAsserted(() -> assertThat(api.standing()).isEmpty());
  }

  @Test
  void aRestartOfAlertmanagerUnderOpenEpisodesOpensNoOther() throws Exception {
    declare(1);
    startLocal();
    fire(1);
    await().atMost(SHORT).untilAsserted(() -> assertThat(counts().get("actionable")).isEqualTo(1));
    alertmanager.restart();
    Map<String, String> marker = Map.of("alertname", "Marker", "namespace", "shop", "id", "first");
    api.post(List.of(marker), Instant.now().plus(Duration.ofMinutes(10)));
    firings++;
    await("a poll of the restarted Alertmanager").atMost(SHORT)
        .untilAsserted(() -> assertThat(seen()).isEqualTo(firings));
    await("absence for longer than --settle").pollDelay(Duration.ofSeconds(3)).atMost(SHORT)
        .untilAsserted(() -> assertThat(counts().get("suppressed")).isZero());

    refire(1);
    Map<String, String> second = Map.of("alertname", "Marker", "namespace", "shop", "id", "second");
    api.post(List.of(second), Instant.now().plus(Duration.ofMinutes(10)));
    firings++;
    await("a poll that shows them again").atMost(SHORT).untilAsserted(() -> assertThat(seen()).isEqualTo(firings));
    api.post(List.of(marker, second), Instant.now().minusSeconds(1));
    resolve(1);
    awaitAllClosed();
    assertThat(seen()).isEqualTo(firings);
    assertThat(counts().get("suppressed")).isEqualTo(2);
  }

  /** Each round declares other rules and another reason; the policy covers the quiet ones. */
  private void declare(int round) throws IOException {
    Path catalog = Files.createDirectories(directory.resolve("catalog"));
    replace(catalog.resolve("backend.yaml"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec:
          prometheus: {urls: ["%s"], delivery: {directory: {path: "%s"}}}
          alertmanager: {urls: ["%s"]}
        """.formatted(prometheus.url(), prometheus.rules(), alertmanager.url()));
    replace(catalog.resolve("rules.yaml"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: AlertRuleGroup
        metadata: {name: round, namespace: shop}
        spec: {rules: [{alert: Round, expr: vector(%d) < 0}]}
        """.formatted(round));
    replace(catalog.resolve("policy.yaml"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionPolicy
        metadata: {name: quiet, namespace: shop}
        spec:
          mode: Enforce
          reason: round %d
          expires: %s
          match: [{matchers: ['alertname="Quiet"']}]
          silence: {from: 2026-01-01T00:00:00Z, until: 2099-01-01T00:00:00Z}
        """.formatted(round, Instant.now().plus(Duration.ofDays(1))));
  }

  private static void replace(Path file, String text) throws IOException {
    Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), text);
    Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  private void fire(int round) throws Exception {
    refire(round);
    firings += 3;
  }

  private void refire(int round) throws Exception {
    api.post(alerts(round), Instant.now().plus(Duration.ofMinutes(10)));
  }

  private void resolve(int round) throws Exception {
    api.post(alerts(round), Instant.now().minusSeconds(1));
  }

  private static List<Map<String, String>> alerts(int round) {
    return List.of(alert("Quiet", "one", round), alert("Quiet", "two", round), alert("Loud", "three", round));
  }

  /** The same label sets come again every other round: a new episode each time. */
  private static Map<String, String> alert(String name, String id, int round) {
    return Map.of("alertname", name, "namespace", "shop", "id", id + round % 2);
  }

  private void startLocal() throws IOException {
    local = Launcher.start(directory, "local", "catalog", "--data", "data", "--listen", "127.0.0.1:0", "--poll",
        "300ms", "--grace",
        "2s", "--settle", "2s");
  }

  private void awaitKill(int millis) {
    await().pollDelay(Duration.ofMillis(millis)).atMost(SHORT).until(() -> true);
  }

  private void awaitAllSeen(int round) {
    await("every firing of round " + round + " has an episode").atMost(SHORT)
        .untilAsserted(() -> assertThat(counts().values().stream().mapToInt(Integer::intValue).sum() + undecided())
            .isEqualTo(firings));
    await("the loud one is counted").atMost(SHORT)
        .untilAsserted(() -> assertThat(counts().get("actionable")).isEqualTo(firings / 3));
  }

  private void awaitAllClosed() {
    await("no episode is open").atMost(SHORT).untilAsserted(
        () -> assertThat(series("shizuka_alert_episodes_open").values().stream().mapToDouble(Double::doubleValue).sum())
            .isZero());
  }

  private void awaitDeclared(int round) {
    await("the declared rules and silences").atMost(SHORT).untilAsserted(() -> {
      assertThat(Launcher.fetch(URI.create(prometheus.url() + "/api/v1/rules")))
          .contains("vector(" + round + ") \\u003c 0");
      List<JsonNode> silences = api.standing();
      assertThat(silences).hasSize(1);
      assertThat(silences.getFirst().path("comment").asText()).contains("round " + round);
    });
  }

  /** actionable + suppressed + brief + unobserved + open. */
  private int seen() throws Exception {
    return counts().values().stream().mapToInt(Integer::intValue).sum() + undecided();
  }

  private Map<String, Integer> counts() throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    series("shizuka_alert_episodes_total")
        .forEach((labels, value) -> counts.merge(outcome(labels), value.intValue(), Integer::sum));
    return counts;
  }

  private int undecided() throws Exception {
    return series("shizuka_alert_episodes_open").entrySet().stream()
        .filter(entry -> !outcome(entry.getKey()).equals("actionable"))
        .mapToInt(entry -> entry.getValue().intValue()).sum();
  }

  private static String outcome(String labels) {
    return labels.replaceAll(".*outcome=\"([a-z]*)\".*", "$1");
  }

  private Map<String, Double> series(String name) throws Exception {
    Map<String, Double> series = new TreeMap<>();
    List<String> lines = new ArrayList<>(local.get("/metrics").lines().toList());
    lines.removeIf(line -> !line.startsWith(name + "{"));
    lines.forEach(line -> series.put(line.substring(0, line.lastIndexOf('}')),
        Double.valueOf(line.substring(line.lastIndexOf(' ')))));
    return series;
  }
}
