package dev.shizuka.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.shizuka.response.Payloads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * PagerDuty as its neighbours see it: takes what Alertmanager sends to the Events API v2, and knows from it alone the dedup keys of the incidents that
 * its webhooks (V3) tell of.
 */
public final class PagerDuty implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Map<String, String> dedupKeys = new ConcurrentHashMap<>();
  private final AtomicInteger events = new AtomicInteger();
  private final HttpServer server;
  private final String secret;

  /** @param secret that webhooks are signed with */
  public PagerDuty(String secret) throws IOException {
    this.secret = secret;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  /** What it would post to its subscribers. */
  public record Webhook(byte[] body, String signature) {}

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode event = JSON.readTree(exchange.getRequestBody());
      if (event.path("event_action").asText().equals("trigger")) {
        dedupKeys.put(event.at("/payload/summary").asText(), event.path("dedup_key").asText());
      }
      byte[] answer = "{\"status\":\"success\"}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(202, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** An entry of {@code pagerduty_configs} that calls here; incidents are named after their alerts. */
  public String config() {
    return """
        {routing_key: "0123456789abcdef0123456789abcdef", url: "http://127.0.0.1:%d/v2/enqueue",
            description: "{{ .CommonLabels.alertname }}"}""".formatted(server.getAddress().getPort());
  }

  public boolean called(String alertname) {
    return dedupKeys.containsKey(alertname);
  }

  /**
   * Something happened now to the incident of an alert that it was called for.
   *
   * @param sample of what: a payload's name without {@code pagerduty-}
   */
  public Webhook tells(String sample, String alertname) throws IOException {
    String dedupKey = Optional.ofNullable(dedupKeys.get(alertname)).orElseThrow();
    ObjectNode payload = (ObjectNode) JSON.readTree(Payloads.bytes("pagerduty-" + sample + ".json"));
    ((ObjectNode) payload.path("event")).put("id", "01EVENT" + events.incrementAndGet())
        .put("occurred_at", Instant.now().toString());
    ((ObjectNode) payload.at("/event/data")).put("id", "Q" + dedupKey.substring(0, 8)).put("incident_key", dedupKey);
    byte[] body = JSON.writeValueAsBytes(payload);
    return new Webhook(body, signature(body));
  }

  private String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
