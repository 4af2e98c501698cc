package dev.shizuka.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private Http http;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/moved", exchange -> {
      try (exchange) {
        exchange.getResponseHeaders().add("Location", "/");
        exchange.sendResponseHeaders(302, -1);
      }
    });
    server.createContext("/", exchange -> {
      try (exchange) {
        boolean stalls = exchange.getRequestURI().getPath().equals("/stalls");
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write(new byte[stalls ? 50 : 100]);
        exchange.getResponseBody().flush();
        if (stalls) {
          over.await();
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    });
    server.start();
    http = new Http("Prometheus main", URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Access.OPEN,
        Duration.ofMillis(300));
  }

  @AfterEach
  void stop() {
    over.countDown();
    http.close();
    server.stop(0);
  }

  @Test
  @Timeout(20)
  void anAnswerThatStopsHalfWayIsGivenUpAfterTheTimeOut() throws Exception {
    assertThatThrownBy(() -> http.get("/stalls")).isInstanceOf(BackendException.class)
        .hasMessageContaining("Prometheus main cannot be reached").hasMessageContaining("timed out");
    try (Http patient = new Http("Prometheus main", http.base(), Access.OPEN, Duration.ofSeconds(10))) {
      assertThat(patient.get("/").body()).hasSize(100);
    }
  }

  @Test
  void aServerCannotSendUsElsewhere() throws Exception {
    try (Http patient = new Http("Prometheus main", http.base(), Access.OPEN, Duration.ofSeconds(10))) {
      assertThat(patient.get("/moved").status()).isEqualTo(302);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://169.254.169.254", "http://[fe80::1]:9093", "http://0.0.0.0:9090",
      "http://[::ffff:169.254.169.254]", "http://[fd00:ec2::254]", "http://100.100.100.200"})
  void metadataServicesOfCloudsAreNotAsked(String address) {
    try (Http metadata = new Http("Prometheus main", URI.create(address), Access.OPEN, Duration.ofMillis(300))) {
      assertThatThrownBy(() -> metadata.get("/latest/meta-data")).isInstanceOf(BackendException.class)
          .hasMessageContaining("a link-local or special address");
    }
  }

  @Test
  void aReplyThatIsTooLargeIsGivenUp() {
    Http.Limits limits = new Http.Limits(Duration.ofSeconds(5), 99);
    try (Http small = new Http("Prometheus main", http.base(), Access.OPEN, limits)) {
      assertThatThrownBy(() -> small.get("/")).isInstanceOf(BackendException.class).hasMessageContaining("99");
    }
  }
}
