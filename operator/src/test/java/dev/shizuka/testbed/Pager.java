package dev.shizuka.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The person at the end of Alertmanager's webhook: knows for which alerts, by their label {@code id}, they were called, and when first. */
public final class Pager implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Map<String, Instant> calls = new ConcurrentHashMap<>();
  private final HttpServer server;

  public Pager() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      for (JsonNode alert : JSON.readTree(exchange.getRequestBody()).path("alerts")) {
        if (alert.path("status").asText().equals("firing")) {
          calls.putIfAbsent(alert.at("/labels/alertname").asText() + "/" + alert.at("/labels/id").asText(),
              Instant.now());
        }
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** When the person was first called for {@code ALERTNAME/ID}. */
  public Optional<Instant> called(String alert) {
    return Optional.ofNullable(calls.get(alert));
  }

  /** alertmanager.yml that calls this person, each alert by itself, after {@code groupWait}. */
  public String config(String groupWait) {
    return """
        route: {receiver: person, group_wait: %s, group_interval: 1s, repeat_interval: 1h, group_by: ["..."]}
        receivers:
        - {name: person, webhook_configs: [{url: "http://127.0.0.1:%d/", send_resolved: false}]}
        """.formatted(groupWait, server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
