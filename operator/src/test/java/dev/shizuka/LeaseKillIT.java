package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code shizuka local} leaves in Alertmanager of its leases when it is killed with {@code kill -9}, and what becomes of them after a restart. */
class LeaseKillIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofMinutes(5);

  @TempDir
  private Path directory;
  private RealAlertmanager alertmanager;
  private AlertmanagerApi api;
  private Launcher local;

  @BeforeEach
  void start() throws IOException {
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
    api = new AlertmanagerApi(alertmanager.url());
    Path catalog = Files.createDirectories(directory.resolve("catalog"));
    Files.writeString(catalog.resolve("backend.yaml"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec: {alertmanager: {urls: ["%s"]}}
        """.formatted(alertmanager.url()));
    Files.writeString(catalog.resolve("hold.yaml"), policy("held", "Blip", "hold: {for: 30m}"));
    Files.writeString(catalog.resolve("inhibit.yaml"), policy("inhibited", "DiskSlow",
        "inhibit: {source: [{matchers: ['alertname=\"NodeDown\"']}], equal: [node]}"));
    local = startLocal();
    api.fire(alert("Blip", "a"), alert("Blip", "b"), alert("NodeDown", "a"), alert("DiskSlow", "a"),
        alert("DiskSlow", "b"));
    awaitQuiet();
  }

  @AfterEach
  void stop() {
    local.close();
    alertmanager.close();
  }

  @Test
  void leasesEndFiveMinutesAfterShizukaDiedUnlessARestartTakesThemOver() throws Exception {
    List<String> inhibited = matchers("DiskSlow");
    local.kill();
    Instant killed = Instant.now();
    assertThat(api.standing()).hasSizeGreaterThan(1).allSatisfy(silence -> assertThat(ends(silence)).isAfter(killed)
        .isBeforeOrEqualTo(killed.plus(LEASE)));

    Files.delete(directory.resolve("catalog/hold.yaml"));
    local = startLocal();
    await("what no policy wants any more ends").atMost(SOON).until(() -> matchers("Blip").isEmpty());
    await("a poll").atMost(SOON).ignoreExceptions().until(() -> local.get("/metrics").contains("DiskSlow"));
    await("each of the others stands once").atMost(SOON).untilAsserted(() -> assertThat(matchers("DiskSlow"))
        .hasSize(1).isEqualTo(inhibited));
    assertThat(quiet("DiskSlow-a")).isTrue();
  }

  private void awaitQuiet() {
    await("held and inhibited").atMost(SOON).untilAsserted(() -> assertThat(
        List.of(quiet("Blip-a"), quiet("Blip-b"), quiet("DiskSlow-a"), quiet("DiskSlow-b"), quiet("NodeDown-a")))
        .containsExactly(true, true, true, false, false));
  }

  private boolean quiet(String id) {
    return !api.silencedBy().getOrDefault(id, List.of()).isEmpty();
  }

  private List<String> matchers(String alertname) {
    return api.standing().stream().map(silence -> silence.path("matchers").toString())
        .filter(matchers -> matchers.contains(alertname)).toList();
  }

  private static Instant ends(JsonNode silence) {
    return Instant.parse(silence.path("endsAt").asText());
  }

  private static Map<String, String> alert(String name, String node) {
    return Map.of("alertname", name, "namespace", "shop", "node", node, "id", name + "-" + node);
  }

  private static String policy(String name, String alertname, String form) {
    return """
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionPolicy
        metadata: {name: %s, namespace: shop}
        spec:
          mode: Enforce
          reason: nobody acts on it
          expires: %s
          match: [{matchers: ['alertname="%s"']}]
          %s
        """.formatted(name, Instant.now().plus(Duration.ofDays(1)), alertname, form);
  }

  private Launcher startLocal() throws IOException {
    return Launcher.start(directory, "local", "catalog", "--data", "data", "--listen", "127.0.0.1:0", "--poll", "300ms",
        "--grace", "2s", "--settle", "2s");
  }
}
