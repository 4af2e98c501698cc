package dev.shizuka.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the estate's metrics, and takes the pager's calls, on one port of the loopback. */
final class EstateServer implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  EstateServer(Estate estate, Pager pager, Clock clock) throws IOException {
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Instant start = clock.instant();
    for (Target target : estate.targets()) {
      http.createContext(target.path(),
          exchange -> serve(exchange, estate.metrics(target, Duration.between(start, clock.instant()))));
    }
    http.createContext(Pager.PATH, exchange -> {
      int status = pager.take(exchange.getRequestBody());
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    http.setExecutor(threads);
    http.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** A target that is dead hangs up: Prometheus sees what it would see of a dead host. */
  private static void serve(HttpExchange exchange, Optional<String> metrics) throws IOException {
    try (exchange) {
      if (metrics.isPresent()) {
        byte[] body = metrics.get().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
