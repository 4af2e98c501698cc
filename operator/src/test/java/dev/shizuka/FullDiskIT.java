package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Exposition;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the store is full: counting stops and says so, alerting goes on, and counting goes on where it stopped once there is space. */
class FullDiskIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir
  private Path directory;

  @Test
  void aFullDiskStopsCountingButNeverAlertingAndNothingIsCountedTwice() throws Exception {
    Optional<SmallDisk> mounted = SmallDisk.mount(directory.resolve("data"));
    assumeThat(mounted).as("a tmpfs can be mounted, which takes root's rights").isPresent();
    try (SmallDisk disk = mounted.orElseThrow();
        RealAlertmanager alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"),
            RealAlertmanager.NEWEST, RealAlertmanager.PLAIN)) {
      AlertmanagerApi api = new AlertmanagerApi(alertmanager.url());
      declareBackend(alertmanager);
      declarePolicy("Quiet", "stands before");
      try (Launcher local = startLocal()) {
        countedBefore(local, api);
        disk.fill();
        countingStopsAndAlertingGoesOn(local, api);
        disk.makeSpace();
        countingCatchesUp(local, api);
      }
      try (Launcher local = startLocal()) {
        awaitSays(local, 1, "ready");
        eachIsCountedOnce(local);
      }
      disk.fill();
      startSaysWhatToLookAt();
      try (Launcher local = startLocal()) {
        await("it waits for space").atMost(SOON).until(() -> local.output().contains("Its disk is full"));
        disk.makeSpace();
        awaitSays(local, 1, "ready");
        eachIsCountedOnce(local);
      }
    }
  }

  private static void countedBefore(Launcher local, AlertmanagerApi api) {
    fire(api, "Goes", "Stays");
    awaitCounted(local, 2);
    awaitReasons(api, "stands before");
    awaitSays(local, 1, "ready");
  }

  private void countingStopsAndAlertingGoesOn(Launcher local, AlertmanagerApi api) throws Exception {
    fire(api, "Comes", "Quiet", "AlsoQuiet");
    end(api, "Goes");
    awaitSays(local, 0, "alerts of main are not counted");
    declarePolicy("AlsoQuiet", "made while it is full");
    awaitReasons(api, "stands before", "made while it is full");
    Files.delete(directory.resolve("catalog/Quiet.yaml"));
    awaitReasons(api, "made while it is full");
    declarePolicy("Quiet", "made anew");
    awaitReasons(api, "made while it is full", "made anew");
    awaitSays(local, 0, "alerts of main are not counted");
    awaitCounted(local, 2);
    assertThat(local.output()).as("sentences, and no stack traces on a disk that may be the same one")
        .containsOnlyOnce("Alerting goes on without the store").doesNotContain("\tat ");
  }

  private static void countingCatchesUp(Launcher local, AlertmanagerApi api) {
    awaitSays(local, 1, "ready");
    awaitCounted(local, 3);
    await("the episode that ended meanwhile is over").atMost(SOON)
        .untilAsserted(() -> assertThat(metrics(local).sum("shizuka_alert_episodes_open")).isEqualTo(4));
    awaitReasons(api, "made while it is full", "made anew");
    end(api, "Stays", "Comes", "Quiet", "AlsoQuiet");
    await("all are over").atMost(SOON)
        .untilAsserted(() -> assertThat(metrics(local).sum("shizuka_alert_episodes_open")).isZero());
    eachIsCountedOnce(local);
  }

  private void startSaysWhatToLookAt() throws Exception {
    Launcher.Finished finished = Launcher.run(directory, "local", "catalog", "--data", "data", "--once");
    assertThat(finished.exitCode()).as(finished.output()).isEqualTo(2);
    assertThat(finished.output()).contains("shizuka.db cannot be opened").contains("the space on its disk");
  }

  private static void eachIsCountedOnce(Launcher local) {
    Exposition metrics = metrics(local);
    assertThat(metrics.sum("shizuka_alert_episodes_total", "outcome=\"actionable\"")).isEqualTo(3);
    assertThat(metrics.sum("shizuka_alert_episodes_total", "outcome=\"suppressed\"")).isEqualTo(2);
    assertThat(metrics.sum("shizuka_alert_episodes_total")).isEqualTo(5);
  }

  private static void awaitCounted(Launcher local, int actionable) {
    await().atMost(SOON).untilAsserted(
        () -> assertThat(metrics(local).sum("shizuka_alert_episodes_total", "outcome=\"actionable\""))
            .isEqualTo(actionable));
  }

  private static void awaitSays(Launcher local, double writable, String readiness) {
    await().atMost(SOON).untilAsserted(() -> {
      assertThat(metrics(local).sum("shizuka_store_writable")).isEqualTo(writable);
      assertThat(readiness(local)).contains(readiness);
    });
  }

  private static String readiness(Launcher local) throws InterruptedException {
    try {
      return local.get("/readyz");
    } catch (IOException notReady) {
      return String.valueOf(notReady.getMessage());
    }
  }

  private static Exposition metrics(Launcher local) {
    try {
      return Exposition.of(local.get("/metrics"));
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Exactly the silences of the policies with these reasons stand. */
  private static void awaitReasons(AlertmanagerApi api, String... reasons) {
    await().atMost(SOON).untilAsserted(() -> assertThat(api.standing().stream()
        .map(silence -> silence.path("comment").asText().replaceFirst(".*: ", "")))
        .containsExactlyInAnyOrder(reasons));
  }

  private static void fire(AlertmanagerApi api, String... alertnames) {
    api.post(alerts(alertnames), Instant.now().plus(Duration.ofMinutes(10)));
  }

  private static void end(AlertmanagerApi api, String... alertnames) {
    api.post(alerts(alertnames), Instant.now().minusSeconds(1));
  }

  private static List<Map<String, String>> alerts(String... alertnames) {
    return List.of(alertnames).stream().map(name -> Map.of("alertname", name, "namespace", "shop")).toList();
  }

  private void declareBackend(RealAlertmanager alertmanager) throws IOException {
    declare("backend.yaml", """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec: {alertmanager: {urls: ["%s"]}}
        """.formatted(alertmanager.url()));
  }

  private void declarePolicy(String alertname, String reason) throws IOException {
    declare(alertname + ".yaml", """
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionPolicy
        metadata: {name: %s, namespace: shop}
        spec:
          mode: Enforce
          reason: %s
          expires: %s
          match: [{matchers: ['alertname="%s"']}]
          silence: {from: 2026-01-01T00:00:00Z, until: 2099-01-01T00:00:00Z}
        """.formatted(alertname.toLowerCase(Locale.ROOT), reason, Instant.now().plus(Duration.ofDays(1)),
        alertname));
  }

  private void declare(String file, String text) throws IOException {
    Path catalog = Files.createDirectories(directory.resolve("catalog"));
    Path next = Files.writeString(directory.resolve("next"), text);
    Files.move(next, catalog.resolve(file), StandardCopyOption.ATOMIC_MOVE);
  }

  private Launcher startLocal() throws IOException {
    return Launcher.start(directory, "local", "catalog", "--data", "data", "--listen", "127.0.0.1:0", "--poll", "300ms",
        "--grace", "2s", "--settle", "2s");
  }
}
