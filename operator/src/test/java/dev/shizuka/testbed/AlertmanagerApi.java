package dev.shizuka.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** What others do to an Alertmanager: Prometheus posts alerts, people make, edit and end silences. Knows nothing of our own client. */
public final class AlertmanagerApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  public AlertmanagerApi(URI base) {
    this.base = base;
  }

  /** Fires alerts; the next call may fire others, these go on. */
  @SafeVarargs
  public final void fire(Map<String, String>... alerts) {
    String until = Instant.now().plus(Duration.ofMinutes(10)).toString();
    List<Map<String, Object>> body = List.of(alerts).stream()
        .map(labels -> Map.<String, Object>of("labels", labels, "endsAt", until)).toList();
    send("POST", "/api/v2/alerts", body);
  }

  /** Posts alerts that fire until {@code endsAt}; an end in the past resolves them. */
  public void post(List<Map<String, String>> alerts, Instant endsAt) {
    Instant startsAt = endsAt.isBefore(Instant.now()) ? endsAt.minusSeconds(1) : Instant.now();
    send("POST", "/api/v2/alerts", alerts.stream()
        .map(labels -> Map.of("labels", labels, "startsAt", startsAt.toString(), "endsAt", endsAt.toString()))
        .toList());
  }

  /** Ids of the silences over each firing alert, by its label {@code id}. */
  public Map<String, List<String>> silencedBy() {
    Map<String, List<String>> silenced = new TreeMap<>();
    send("GET", "/api/v2/alerts", null).forEach(alert -> {
      List<String> ids = new ArrayList<>();
      alert.at("/status/silencedBy").forEach(id -> ids.add(id.asText()));
      silenced.put(alert.at("/labels/id").asText(), ids);
    });
    return silenced;
  }

  /** Firing alerts of that name. */
  public List<JsonNode> alerts(String alertname) {
    return StreamSupport.stream(send("GET", "/api/v2/alerts", null).spliterator(), false)
        .filter(alert -> alert.at("/labels/alertname").asText().equals(alertname)).toList();
  }

  /** How many firing alerts are silenced. */
  public int silenced() {
    return (int) StreamSupport.stream(send("GET", "/api/v2/alerts", null).spliterator(), false)
        .filter(alert -> !alert.at("/status/silencedBy").isEmpty()).count();
  }

  /** Makes a silence of an hour on one label; returns its id. */
  public String silence(String label, String value) {
    return save(JSON.valueToTree(Map.of("matchers",
        List.of(Map.of("name", label, "value", value, "isRegex", false, "isEqual", true)), "startsAt",
        Instant.now().toString(), "endsAt", Instant.now().plus(Duration.ofHours(1)).toString(), "createdBy", "somebody",
        "comment", "by hand")));
  }

  /** Posts a silence as it is; with an id it is an edit. */
  public String save(JsonNode silence) {
    return send("POST", "/api/v2/silences", silence).path("silenceID").asText();
  }

  public void expire(String id) {
    send("DELETE", "/api/v2/silence/" + id, null);
  }

  /** All silences, expired ones included. */
  public List<JsonNode> silences() {
    return StreamSupport.stream(send("GET", "/api/v2/silences", null).spliterator(), false).toList();
  }

  /** Pending and active ones. */
  public List<JsonNode> standing() {
    return silences().stream().filter(silence -> !silence.at("/status/state").asText().equals("expired")).toList();
  }

  public Optional<JsonNode> standing(String id) {
    return standing().stream().filter(silence -> silence.path("id").asText().equals(id)).findFirst();
  }

  private JsonNode send(String method, String path, Object body) {
    try {
      HttpRequest.BodyPublisher publisher = body == null
          ? HttpRequest.BodyPublishers.noBody()
          : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
      HttpResponse<String> response = http.send(HttpRequest.newBuilder(URI.create(base + path))
          .header("Content-Type", "application/json").method(method, publisher).build(),
          HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(method + " " + path + ": " + response.statusCode() + " " + response.body());
      }
      return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
