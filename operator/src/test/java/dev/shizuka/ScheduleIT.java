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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code shizuka local} with a schedule, by the real clock. */
@ParameterizedClass
@ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
class ScheduleIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Map<String, String> ALERT = Map.of("alertname", "Batch", "namespace", "shop", "id", "1");
  @Parameter
  String binary;
  @TempDir
  private Path directory;
  private RealAlertmanager alertmanager;
  private AlertmanagerApi api;

  @BeforeEach
  void startAlertmanager() throws IOException {
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), binary, RealAlertmanager.PLAIN);
    api = new AlertmanagerApi(alertmanager.url());
  }

  @AfterEach
  void stop() {
    alertmanager.close();
  }

  @Test
  void pendingWindowsStartAndEndByThemselvesAfterKill9() throws Exception {
    // Far enough ahead that the program is dead when it starts.
    Instant start = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
    declare(start, start.plusSeconds(60));
    try (Launcher local = startLocal()) {
      await().atMost(SOON).untilAsserted(() -> assertThat(api.standing()).isNotEmpty());
      local.kill();
    }
    assertThat(Instant.now()).as("the window begins without us").isBefore(start);
    assertThat(states()).containsOnly("pending").hasSizeBetween(3, 5);
    api.post(List.of(ALERT), Instant.now().plus(Duration.ofMinutes(10)));
    assertThat(api.silenced()).isZero();
    await("the window starts").atMost(Duration.ofSeconds(100)).until(() -> api.silenced() == 1);
    assertThat(Instant.now()).isAfterOrEqualTo(start);
    await("the window ends").atMost(Duration.ofSeconds(80)).until(() -> api.silenced() == 0);
    assertThat(Instant.now()).isAfterOrEqualTo(start.plusSeconds(60));
  }

  @Test
  void whatARunningWindowKeepsQuietIsCountedAsSchedule() throws Exception {
    declare(Instant.now().minus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(1)));
    try (Launcher local = startLocal()) {
      await().atMost(SOON).untilAsserted(() -> assertThat(states()).contains("active", "pending"));
      api.post(List.of(ALERT), Instant.now().plus(Duration.ofMinutes(10)));
      await().atMost(SOON).ignoreExceptions()
          .until(() -> local.get("/metrics").lines().anyMatch(line -> line.startsWith("shizuka_alert_episodes_open{")
              && line.contains("reason=\"schedule\"") && line.endsWith(" 1.0")));
      api.post(List.of(ALERT), Instant.now().minusSeconds(1));
      await().atMost(SOON).ignoreExceptions()
          .until(() -> local.get("/metrics").lines().anyMatch(line -> line.startsWith("shizuka_alert_episodes_total{")
              && line.contains("outcome=\"suppressed\"") && line.contains("reason=\"schedule\"")
              && line.contains("policy=\"shop/batch\"") && line.endsWith(" 1.0")));
    }
  }

  private List<String> states() {
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
        metadata: {name: main}
        spec: {alertmanager: {urls: ["%s"]}}
        """.formatted(alertmanager.url()));
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
