package dev.shizuka.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stands for the person: takes Alertmanager's webhook notifications and remembers the latest. */
public final class Pager {
  static final String PATH = "/pager";
  private static final int REMEMBERED = 1000;
  private static final int LARGEST_BODY = 4 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Clock clock;
  private final Deque<Call> calls = new ArrayDeque<>();
  private long total;

  Pager(Clock clock) {
    this.clock = clock;
  }

  /** One alert that rang. */
  public record Call(Instant at, Map<String, String> labels, String summary) {
    public Call {
      labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
  }

  /** How often it rang in all. */
  public synchronized long total() {
    return total;
  }

  /** The latest calls, newest first; at most 1000. */
  public synchronized List<Call> latest() {
    return List.copyOf(calls.reversed());
  }

  /** Takes one notification (Alertmanager's documentation, webhook_config); gives the HTTP status to answer with. */
  int take(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LARGEST_BODY + 1);
    if (bytes.length > LARGEST_BODY) {
      return 413;
    }
    JsonNode notification;
    try {
      notification = JSON.readTree(bytes);
    } catch (JsonProcessingException nonsense) {
      return 400;
    }
    for (JsonNode alert : notification.path("alerts")) {
      if (alert.path("status").asText().equals("firing")) {
        ring(alert);
      }
    }
    return 200;
  }

  private synchronized void ring(JsonNode alert) {
    Map<String, String> labels = new TreeMap<>();
    alert.path("labels").properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    calls.addLast(new Call(clock.instant(), labels, alert.path("annotations").path("summary").asText()));
    total++;
    while (calls.size() > REMEMBERED) {
      calls.removeFirst();
    }
  }
}
