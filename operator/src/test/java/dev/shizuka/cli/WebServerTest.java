package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shizuka.cli.WebServer.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebServerTest {
  private final AtomicReference<Optional<String>> notReady = new AtomicReference<>(Optional.empty());
  private final HttpClient client = HttpClient.newHttpClient();
  private WebServer web;

  @BeforeEach
  void start() {
    web = WebServer.start(settings(0));
  }

  @AfterEach
  void close() {
    web.close();
    client.close();
  }

  @Test
  void metricsHaveThePrometheusContentType() throws Exception {
    HttpResponse<String> metrics = get("/metrics");
    assertThat(metrics.body()).isEqualTo("up 1\n");
    assertThat(metrics.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
  }

  @Test
  void readinessSaysWhatIsMissing() throws Exception {
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    notReady.set(Optional.of("Prometheus main cannot be reached"));
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("Prometheus main cannot be reached\n");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void thePageShowsAllAndRunsNothing() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.body()).contains("kept quiet", "silence: shop/nightly", "protected: p2 is never silenced", "2h 5m",
        "1:5: parse error &lt;b&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;", "pod=a&amp;b", "connection refused")
        .doesNotContain("<script", "<b>", "style=");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).startsWith("default-src 'none'");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(get("/style.css").body()).contains("prefers-color-scheme");
    assertThat(get("/nowhere").statusCode()).isEqualTo(404);
  }

  @Test
  void aTakenPortIsToldToTheUser() {
    assertThatThrownBy(() -> WebServer.start(settings(web.port()))).isInstanceOf(UnusableException.class)
        .hasMessageStartingWith("cannot listen on 127.0.0.1:" + web.port()).hasMessageEndingWith("--listen");
  }

  @Test
  void timesReadWell() {
    Instant from = Instant.EPOCH;
    assertThat(Page.lasting(from, from.plusSeconds(59))).isEqualTo("59s");
    assertThat(Page.lasting(from, from.plusSeconds(3599))).isEqualTo("59m");
    assertThat(Page.lasting(from, from.plusSeconds(3700))).isEqualTo("1h 1m");
    assertThat(Page.lasting(from, from.plusSeconds(90_000))).isEqualTo("1d 1h");
    assertThat(Page.lasting(from, from.minusSeconds(5))).isEqualTo("0s");
  }

  private Settings settings(int port) {
    return new Settings("127.0.0.1", port, () -> "up 1\n", notReady::get,
        () -> PageView.of(Views.results(), Views.ledger(), Views.NOW));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
