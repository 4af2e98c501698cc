package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.cli.ServerProcess;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Exposition;
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

/** The real Alertmanager's webhook tells {@code shizuka local} whom it calls, and that decides what is counted. */
class NotificationsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final String TOKEN = "test-token-0123456789";

  @TempDir
  private Path directory;
  private Path alertmanagersToken;
  private RealAlertmanager alertmanager;
  private AlertmanagerApi api;
  private Launcher local;

  @BeforeEach
  void start() throws IOException {
    int port = ServerProcess.freePort();
    Files.writeString(directory.resolve("tokens"), TOKEN + "\n");
    alertmanagersToken = Files.writeString(directory.resolve("alertmanagers-token"), TOKEN);
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST, config(port));
    api = new AlertmanagerApi(alertmanager.url());
    Path catalog = Files.createDirectories(directory.resolve("catalog"));
    Files.writeString(catalog.resolve("declared.yaml"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec: {alertmanager: {urls: ["%s"]}}
        """.formatted(alertmanager.url()));
    local = Launcher.start(directory, "local", "catalog", "--data", "data", "--listen", "127.0.0.1:" + port, "--poll",
        "300ms", "--grace", GRACE.toSeconds() + "s", "--settle", "2s", "--responses-token-file", "tokens");
    local.url();
  }

  /** The first alert of a group is told at once; whatever joins it waits for the next flush. */
  private String config(int port) {
    return """
        route:
          receiver: on-call
          group_by: [group]
          group_wait: 0s
          group_interval: 1h
          routes:
          - {receiver: on-call, group_interval: 2s, matchers: ['group="quick"']}
        receivers:
        - name: on-call
          webhook_configs:
          - url: http://127.0.0.1:%d/api/v1/alertmanager
            http_config: {authorization: {credentials_file: %s}}
        """.formatted(port, alertmanagersToken);
  }

  @AfterEach
  void stop() {
    local.close();
    alertmanager.close();
  }

  @Test
  void whatIsNotifiedIsActionableWhatEndsBeforeItIsBriefAndABrokenWebhookLosesNothing() throws Exception {
    fire("First", "slow");
    await("the call").atMost(SOON).until(() -> webhooks("new") == 1);
    awaitShown("First");
    // Within the grace, unless this machine is very slow.
    resolve("First", "slow");
    awaitCounted("First", "actionable");

    fire("Joining", "slow");
    awaitShown("Joining");
    Instant shown = Instant.now();
    await("longer than the grace").atMost(SOON).until(() -> Instant.now().isAfter(shown.plus(GRACE).plusSeconds(2)));
    assertThat(counted("Joining", "actionable")).as("in a group that is not flushed yet").isZero();
    resolve("Joining", "slow");
    awaitCounted("Joining", "brief");
    assertThat(counted("Joining", "actionable")).isZero();

    Files.writeString(alertmanagersToken, "not-the-token-any-more");
    fire("Untold", "quick");
    awaitCounted("Untold", "actionable");
    await("one sentence in the log").atMost(SOON)
        .until(() -> local.output().contains("did not tell Shizuka of an alert in time"));
    assertThat(webhooks("unauthenticated")).isPositive();
    assertThat(webhooks("new")).isEqualTo(1);
  }

  private void fire(String name, String group) {
    api.post(List.of(alert(name, group)), Instant.now().plusSeconds(600));
  }

  private void resolve(String name, String group) {
    api.post(List.of(alert(name, group)), Instant.now().minusSeconds(1));
  }

  private static Map<String, String> alert(String name, String group) {
    return Map.of("alertname", name, "group", group);
  }

  private void awaitShown(String name) {
    await(name).atMost(SOON).until(() -> local.get("/metrics").contains("alertname=\"" + name + "\""));
  }

  private void awaitCounted(String name, String outcome) {
    await(name + " counted as " + outcome).atMost(SOON).until(() -> counted(name, outcome) == 1);
  }

  private double counted(String name, String outcome) throws Exception {
    return sum("shizuka_alert_episodes_total", "alertname=\"" + name + "\"", "outcome=\"" + outcome + "\"");
  }

  private double webhooks(String result) throws Exception {
    return sum("shizuka_responses_total", "source=\"alertmanager\"", "result=\"" + result + "\"");
  }

  private double sum(String name, String... labels) throws Exception {
    return Exposition.of(local.get("/metrics")).sum(name, labels);
  }
}
