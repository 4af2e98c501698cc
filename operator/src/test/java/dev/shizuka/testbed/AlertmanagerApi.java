package dev.shizuka.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a test does with a real Alertmanager behind Shizuka's back: plain JSON, no code of the program. */
public final class AlertmanagerApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private final URI url;

  public AlertmanagerApi(URI url) {
    this.url = url;
  }

  /** Posts one alert that fires until {@code endsAt}; an end in the past resolves it. */
  public void post(Map<String, String> labels, Instant endsAt) throws IOException, InterruptedException {
    post(List.of(labels), endsAt);
  }

  public void post(List<Map<String, String>> alerts, Instant endsAt) throws IOException, InterruptedException {
    List<Map<String, Object>> body = new ArrayList<>();
    Instant startsAt = endsAt.isBefore(Instant.now()) ? endsAt.minusSeconds(1) : Instant.now();
    alerts.forEach(labels -> body
        .add(Map.of("labels", labels, "startsAt", startsAt.toString(), "endsAt", endsAt.toString())));
    send(HttpRequest.newBuilder(URI.create(url + "/api/v2/alerts")).header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  /** Posts a silence and returns its id. */
  public String silence(Map<String, Object> silence) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url + "/api/v2/silences")).header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(silence)))).path("silenceID").asText();
  }

  public void expire(String id) throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(URI.create(url + "/api/v2/silence/" + id)).DELETE());
  }

  /** Pending and active silences. */
  public List<JsonNode> silences() throws IOException, InterruptedException {
    List<JsonNode> standing = new ArrayList<>();
    get("/api/v2/silences").forEach(silence -> {
      if (!silence.path("status").path("state").asText().equals("expired")) {
        standing.add(silence);
      }
    });
    return standing;
  }

  /** Ids of the silences over each firing alert, by its label {@code id}. */
  public Map<String, List<String>> silencedBy() throws IOException, InterruptedException {
    Map<String, List<String>> silenced = new TreeMap<>();
    get("/api/v2/alerts").forEach(alert -> {
      List<String> ids = new ArrayList<>();
      alert.path("status").path("silencedBy").forEach(id -> ids.add(id.asText()));
      silenced.put(alert.path("labels").path("id").asText(), ids);
    });
    return silenced;
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
  }

  private static JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(response.statusCode() + ": " + response.body());
    }
    return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
  }
}
