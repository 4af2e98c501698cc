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

class HttpTest {
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private Http http;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
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
    assertThat(http.get("/").body()).hasSize(100);
  }
}
