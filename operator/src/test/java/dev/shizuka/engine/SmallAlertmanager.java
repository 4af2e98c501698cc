package dev.shizuka.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Keeps silences and shows no alert: as much of Alertmanager's API as the loops of an engine ask for. */
final class SmallAlertmanager implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Map<String, ObjectNode> silences = new TreeMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private int last;
  private int ended;
  private volatile boolean away;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile CountDownLatch held = new CountDownLatch(1);

  SmallAlertmanager() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> {
      try (exchange) {
        answer(exchange);
      }
    });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void away(boolean now) {
    away = now;
  }

  /** Holds each write until {@link #letGo}. */
  void holdWrites() {
    held = new CountDownLatch(1);
    gate = new CountDownLatch(1);
  }

  /** Returns once a write is held. */
  void awaitHeld() throws InterruptedException {
    held.await();
  }

  void letGo() {
    gate.countDown();
  }

  /** Marks of the silences that stand, sorted by id. */
  synchronized List<String> marks() {
    return silences.values().stream().filter(SmallAlertmanager::stands)
        .flatMap(silence -> silence.path("matchers").valueStream())
        .filter(matcher -> matcher.path("name").asText().equals("__shizuka__"))
        .map(matcher -> matcher.path("value").asText()).toList();
  }

  private static boolean stands(JsonNode silence) {
    return silence.at("/status/state").asText().equals("active");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!exchange.getRequestMethod().equals("GET")) {
      waitForGate();
    }
    if (away) {
      reply(exchange, 503, "\"away\"");
    } else if (exchange.getRequestMethod().equals("POST")) {
      reply(exchange, 200, "{\"silenceID\":\"" + save(body) + "\"}");
    } else if (exchange.getRequestMethod().equals("DELETE")) {
      expire(path.substring(path.lastIndexOf('/') + 1));
      reply(exchange, 200, "{}");
    } else if (path.endsWith("/silences")) {
      reply(exchange, 200, all());
    } else {
      reply(exchange, 200, path.endsWith("/status") ? """
          {"versionInfo":{"version":"0.31.1"},"uptime":"2026-11-21T00:00:00Z","cluster":{"status":"disabled"},
           "config":{"original":"route: {receiver: person}\\nreceivers: [{name: person}]\\n"}}""" : "[]");
    }
  }

  private void waitForGate() throws IOException {
    try {
      held.countDown();
      gate.await();
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  private synchronized String save(String body) throws IOException {
    ObjectNode silence = (ObjectNode) JSON.readTree(body);
    String id = silence.path("id").asText();
    if (id.isEmpty()) {
      id = "silence-" + ++last;
    }
    silence.put("id", id).put("updatedAt", "2026-11-21T00:00:00Z").putObject("status").put("state", "active");
    silences.put(id, silence);
    return id;
  }

  /** How many silences were ended. */
  synchronized int ended() {
    return ended;
  }

  private synchronized void expire(String id) {
    ended++;
    silences.get(id).putObject("status").put("state", "expired");
  }

  private synchronized String all() throws IOException {
    return JSON.writeValueAsString(silences.values());
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    letGo();
    server.stop(0);
    threads.shutdownNow();
  }
}
