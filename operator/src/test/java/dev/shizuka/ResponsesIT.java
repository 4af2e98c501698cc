package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.cli.ServerProcess;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Exposition;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.PagerDuty;
import dev.shizuka.testbed.RealAlertmanager;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

/** {@code shizuka local} hears of calls and answers from the real Alertmanager, from PagerDuty and from people, and its metrics move. */
class ResponsesIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String TOKEN = "test-token-0123456789";
  private static final String SECRET = "pagerduty-secret-0123";
  private static final List<String> ALERTS = List.of("ByPager", "ByTicket", "ByCommand", "ByNobody");
  private static final String P2 = "priority=\"p2\"";

  @TempDir
  private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private PagerDuty pagerDuty;
  private RealAlertmanager alertmanager;
  private AlertmanagerApi api;
  private Launcher local;

  @BeforeEach
  void start() throws IOException {
    int port = ServerProcess.freePort();
    Path tokens = Files.writeString(directory.resolve("tokens"), TOKEN + "\n");
    Files.writeString(directory.resolve("secret"), SECRET + "\n");
    pagerDuty = new PagerDuty(SECRET);
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        config(port, tokens));
    api = new AlertmanagerApi(alertmanager.url());
    Path catalog = Files.createDirectories(directory.resolve("catalog"));
    Files.writeString(catalog.resolve("declared.yaml"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec: {alertmanager: {urls: ["%s"]}}
        ---
        apiVersion: shizuka.dev/v1alpha1
        kind: AlertPriority
        metadata: {name: p2}
        spec: {rank: 2, severity: critical, response: {within: 30m}}
        """.formatted(alertmanager.url()));
    local = Launcher.start(directory, "local", "catalog", "--data", "data", "--listen", "127.0.0.1:" + port, "--poll",
        "300ms", "--grace", "2s", "--settle", "2s", "--responses-token-file", "tokens", "--pagerduty-secret-file",
        "secret");
    local.url();
  }

  /** As docs/responses.md has it: the webhook in the same receiver as PagerDuty. */
  private String config(int port, Path tokens) {
    return """
        route: {receiver: shop-on-call, group_wait: 0s, group_interval: 1s, group_by: [alertname]}
        receivers:
        - name: shop-on-call
          pagerduty_configs:
          - %s
          webhook_configs:
          - url: http://127.0.0.1:%d/api/v1/alertmanager
            http_config:
              authorization: {credentials_file: %s}
        """.formatted(pagerDuty.config(), port, tokens);
  }

  @AfterEach
  void stop() {
    local.close();
    alertmanager.close();
    pagerDuty.close();
    client.close();
  }

  @Test
  void callsAndAnswersMoveTheMetricsOnceEach() throws Exception {
    awaitCalls();
    awaitSum(0, "shizuka_response_seconds_count", P2);

    PagerDuty.Webhook acknowledged = pagerDuty.tells("acknowledged", "ByPager");
    final Instant answeredAt = Instant.now();
    assertThat(send(new PagerDuty.Webhook(acknowledged.body(), "v1=" + "0".repeat(64)))).isEqualTo(401);
    awaitAnswers(0);
    assertThat(send(pagerDuty.tells("triggered", "ByPager"))).isEqualTo(204);
    assertThat(send(acknowledged)).isEqualTo(204);
    awaitAnswers(1);
    String ticket = form("ByTicket");
    assertThat(tell(ticket)).contains("\"new\":1").contains("\"unmatched\":0");
    awaitAnswers(2);
    assertThat(respond("ByCommand")).contains("acknowledged").contains("Hanako");
    awaitAnswers(3);

    assertThat(send(acknowledged)).isEqualTo(204);
    assertThat(tell(ticket)).contains("\"new\":0").contains("\"known\":1");
    assertThat(sum("shizuka_responses_total", "source=\"pagerduty\"", "result=\"known\"")).isEqualTo(1);
    awaitAnswers(3);

    await("some seconds of handling").atMost(SOON).until(() -> Instant.now().isAfter(answeredAt.plusSeconds(2)));
    assertThat(send(pagerDuty.tells("resolved-by-person", "ByPager"))).isEqualTo(204);
    awaitHandling("ByPager");
    api.post(ALERTS.stream().map(ResponsesIT::alert).toList(), Instant.now().minusSeconds(1));
    awaitHandling("ByTicket");
    awaitHandling("ByCommand");
    awaitSum(0, "shizuka_alert_episodes_open");
    assertThat(sum("shizuka_handling_seconds_total", "alertname=\"ByNobody\"")).isZero();
    awaitAnswers(3);
    assertThat(sum("shizuka_response_objective_total", P2, "met=\"false\"")).isZero();
  }

  /** Each is told by Alertmanager to PagerDuty and to Shizuka, and has become actionable. */
  private void awaitCalls() {
    api.post(ALERTS.stream().map(ResponsesIT::alert).toList(), Instant.now().plusSeconds(300));
    awaitSum(ALERTS.size(), "shizuka_alert_episodes_total", P2, "outcome=\"actionable\"");
    awaitSum(ALERTS.size(), "shizuka_responses_total", "source=\"alertmanager\"", "result=\"new\"");
    await("the call").atMost(SOON).until(() -> pagerDuty.called("ByPager"));
  }

  private void awaitAnswers(int answers) {
    awaitSum(answers, "shizuka_response_seconds_count", P2);
    awaitSum(answers, "shizuka_response_objective_total", P2, "met=\"true\"");
  }

  private void awaitHandling(String alertname) {
    await("handling of " + alertname).atMost(SOON).until(
        () -> sum("shizuka_handling_seconds_total", "namespace=\"shop\"", "alertname=\"" + alertname + "\"", P2) > 0);
  }

  private void awaitSum(double expected, String name, String... labels) {
    await().atMost(SOON).untilAsserted(
        () -> assertThat(sum(name, labels)).as(name + List.of(labels)).isEqualTo(expected));
  }

  private double sum(String name, String... labels) throws Exception {
    return Exposition.of(local.get("/metrics")).sum(name, labels);
  }

  private static Map<String, String> alert(String name) {
    return Map.of("alertname", name, "namespace", "shop", "priority", "p2");
  }

  private String fingerprint(String alertname) {
    return api.alerts(alertname).getFirst().path("fingerprint").asText();
  }

  private int send(PagerDuty.Webhook webhook) throws Exception {
    return post("pagerduty", webhook.body(), "X-PagerDuty-Signature", webhook.signature()).statusCode();
  }

  private String form(String alertname) {
    return """
        {"responses": [{"source": "tickets", "id": "OPS-1432", "type": "acknowledged", "at": "%s", "person": "Hanako Sato",
            "fingerprint": "%s"}]}""".formatted(Instant.now(), fingerprint(alertname));
  }

  private String tell(String form) throws Exception {
    return post("responses", form.getBytes(StandardCharsets.UTF_8), "Authorization", "Bearer " + TOKEN).body();
  }

  private HttpResponse<String> post(String endpoint, byte[] body, String... headers) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(local.url() + "/api/v1/" + endpoint)).headers(headers)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private String respond(String alertname) throws Exception {
    Launcher.Finished finished = Launcher.run(directory, "respond", fingerprint(alertname), "--acknowledge", "--person",
        "Hanako Sato", "--url", local.url().toString(), "--token-file", "tokens");
    assertThat(finished.exitCode()).as(finished.output()).isZero();
    return finished.output();
  }
}
