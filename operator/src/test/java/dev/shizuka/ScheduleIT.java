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
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shizuka local} with a schedule, by the real clock, on two Alertmanagers at once: the newest and the oldest. */
@Order(1)
class ScheduleIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Map<String, String> ALERT = Map.of("alertname", "Batch", "namespace", "shop", "id", "1");
  @TempDir
  private Path directory;
  private final List<RealAlertmanager> alertmanagers = new ArrayList<>();
  private final List<AlertmanagerApi> apis = new ArrayList<>();

  @BeforeEach
  void startAlertmanagers() throws IOException {
    for (String binary : List.of(RealAlertmanager.NEWEST, RealAlertmanager.OLDEST)) {
      alertmanagers.add(RealAlertmanager.start(directory.resolve(binary), binary, RealAlertmanager.PLAIN));
      apis.add(new AlertmanagerApi(alertmanagers.getLast().url()));
    }
  }

  @AfterEach
  void stop() {
    alertmanagers.forEach(RealAlertmanager::close);
  }

  @Test
  void pendingWindowsStartAndEndByThemselvesAfterKill9() throws Exception {
    // Far enough ahead that the program is dead when it starts.
    Instant start = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
    declare(start, start.plusSeconds(60));
    try (Launcher local = startLocal()) {
      await("four days of windows").atMost(SOON).untilAsserted(
          () -> assertThat(apis).allSatisfy(api -> assertThat(states(api)).hasSize(4).containsOnly("pending")));
      local.kill();
    }
    assertThat(Instant.now()).as("the window begins without us").isBefore(start);
    apis.forEach(api -> api.post(List.of(ALERT), Instant.now().plus(Duration.ofMinutes(10))));
    assertThat(apis).allMatch(api -> api.silenced() == 0);
    await("the window starts").atMost(Duration.ofSeconds(100))
        .until(() -> apis.stream().allMatch(api -> api.silenced() == 1));
    assertThat(Instant.now()).isAfterOrEqualTo(start);
    await("the window ends").atMost(Duration.ofSeconds(80))
        .until(() -> apis.stream().allMatch(api -> api.silenced() == 0));
    assertThat(Instant.now()).isAfterOrEqualTo(start.plusSeconds(60));
  }

  @Test
  void whatARunningWindowKeepsQuietIsCountedAsSchedule() throws Exception {
    declare(Instant.now().minus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(1)));
    try (Launcher local = startLocal()) {
      await().atMost(SOON).untilAsserted(
          () -> assertThat(apis).allSatisfy(api -> assertThat(states(api)).contains("active", "pending")));
      apis.forEach(api -> api.post(List.of(ALERT), Instant.now().plus(Duration.ofMinutes(10))));
      await().atMost(SOON).ignoreExceptions().until(
          () -> counted(local, "shizuka_alert_episodes_open{") == 2);
      apis.forEach(api -> api.post(List.of(ALERT), Instant.now().minusSeconds(1)));
      await().atMost(SOON).ignoreExceptions().until(
          () -> counted(local, "shizuka_alert_episodes_total{") == 2);
    }
  }

  /** Series of one episode with the reason. */
  private static long counted(Launcher local, String series) throws IOException, InterruptedException {
    return local.get("/metrics").lines().filter(line -> line.startsWith(series))
        .filter(line -> line.contains("reason=\"schedule\"") && line.endsWith(" 1.0")).count();
  }

  private static List<String> states(AlertmanagerApi api) {
    return api.standing().stream().map((JsonNode silence) -> silence.at("/status/state").asText()).toList();
  }

  private Launcher startLocal() throws IOException {
    return Launcher.start(directory, "local", "catalog", "--data", "data", "--listen", "127.0.0.1:0", "--poll", "300ms",
        "--grace", "2s", "--settle", "2s");
  }

  private void declare(Instant from, Instant until) throws IOException {
    Path catalog = Files.createDirectories(directory.resolve("catalog"));
    Files.writeString(catalog.resolve("backend.yaml"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: newest}
        spec: {alertmanager: {urls: ["%s"]}}
        ---
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: oldest}
        spec: {alertmanager: {urls: ["%s"]}}
        """.formatted(alertmanagers.getFirst().url(), alertmanagers.getLast().url()));
    Files.writeString(catalog.resolve("policy.yaml"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionPolicy
        metadata: {name: batch, namespace: shop}
        spec:
          mode: Enforce
          reason: the batch runs
          expires: %s
          match: [{matchers: ['alertname="Batch"']}]
          schedule: {timeZone: UTC, windows: [{days: [mon-sun], from: "%s", until: "%s"}]}
        """.formatted(Instant.now().plus(Duration.ofDays(30)), time(from), time(until)));
  }

  private static LocalTime time(Instant at) {
    return LocalTime.ofInstant(at, ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
  }
}
