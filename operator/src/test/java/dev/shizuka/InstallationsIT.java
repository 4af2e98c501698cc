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
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two installations of {@code shizuka local} and a person, who silence the same alerts on one Alertmanager. */
class InstallationsIT {
  /** Sooner than the next sync that nobody asks for. */
  private static final Duration ONE_SYNC = Duration.ofSeconds(15);
  private static final Instant END = Instant.now().plus(Duration.ofDays(2));

  @TempDir
  private Path directory;
  private RealAlertmanager alertmanager;
  private AlertmanagerApi api;
  private String byHand;
  private Launcher ours;
  private Launcher theirs;

  @BeforeEach
  void start() throws IOException {
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
    api = new AlertmanagerApi(alertmanager.url());
    byHand = api.silence("alertname", "Batch");
    for (String name : List.of("ours", "theirs")) {
      backend(name, false);
      priority(name, "p3", "Allowed");
      priority(name, "p4", "Allowed");
      policy(name, "p3");
      policy(name, "p4");
    }
    ours = startLocal("ours");
    theirs = startLocal("theirs");
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(api.standing()).hasSize(5));
  }

  @AfterEach
  void stop() {
    ours.close();
    theirs.close();
    alertmanager.close();
  }

  @Test
  void whatOneEndsIsAllOfItsOwnAndNothingElse() throws Exception {
    Map<String, JsonNode> others = standing(silence -> !createdBy(silence).equals("shizuka/ours"));
    assertThat(others).hasSize(3).containsKey(byHand);

    backend("ours", true);
    await("suspended").atMost(ONE_SYNC).untilAsserted(() -> assertThat(standing(all -> true)).isEqualTo(others));
    backend("ours", false);
    await("resumed").atMost(ONE_SYNC).untilAsserted(() -> assertThat(standing(all -> true)).hasSize(5));

    Map<String, JsonNode> open = standing(silence -> !silence.path("comment").asText().startsWith("shop/p4")
        || !createdBy(silence).equals("shizuka/ours"));
    assertThat(open).hasSize(4);
    priority("ours", "p4", "Forbidden");
    await("closed").atMost(ONE_SYNC).untilAsserted(() -> assertThat(standing(all -> true)).isEqualTo(open));

    theirs.kill();
    Files.delete(directory.resolve("ours/p3.yaml"));
    await("gone").atMost(ONE_SYNC).untilAsserted(() -> assertThat(standing(all -> true)).isEqualTo(others));
  }

  private interface Which {
    boolean holds(JsonNode silence);
  }

  private Map<String, JsonNode> standing(Which which) {
    Map<String, JsonNode> standing = new TreeMap<>();
    Stream<JsonNode> all = api.standing().stream();
    all.filter(which::holds).forEach(silence -> standing.put(silence.path("id").asText(), silence));
    return standing;
  }

  private static String createdBy(JsonNode silence) {
    return silence.path("createdBy").asText();
  }

  private Launcher startLocal(String name) throws IOException {
    return Launcher.start(directory, "local", name, "--data", name + "-data", "--installation", name, "--listen",
        "127.0.0.1:0");
  }

  private void backend(String installation, boolean suspended) throws IOException {
    write(installation + "/backend.yaml", """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec: {suspendSuppression: %s, alertmanager: {urls: ["%s"]}}
        """.formatted(suspended, alertmanager.url()));
  }

  private void priority(String installation, String name, String suppression) throws IOException {
    write(installation + "/priority-" + name + ".yaml", """
        apiVersion: shizuka.dev/v1alpha1
        kind: AlertPriority
        metadata: {name: %s}
        spec: {rank: 3, suppression: %s}
        """.formatted(name, suppression));
  }

  private void policy(String installation, String priority) throws IOException {
    write(installation + "/" + priority + ".yaml", """
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionPolicy
        metadata: {name: %s, namespace: shop}
        spec:
          mode: Enforce
          reason: the batch runs
          expires: %s
          match: [{matchers: [alertname=Batch, priority=%s]}]
          silence: {from: 2026-01-01T00:00:00Z, until: %s}
        """.formatted(priority, END, priority, END));
  }

  private void write(String file, String text) throws IOException {
    Path target = directory.resolve(file);
    Files.createDirectories(target.getParent());
    Path next = Files.writeString(directory.resolve("next"), text);
    Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
