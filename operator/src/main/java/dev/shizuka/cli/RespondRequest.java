package dev.shizuka.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One request to {@code POST /api/v1/responses}. */
final class RespondRequest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private RespondRequest() {}

  /** @param text of a cause or a note */
  record Entry(String type, @Nullable String text) {}

  /** 200 or 400; everything else is told as an {@link UnusableException}. */
  record Reply(int status, JsonNode body) {}

  static String body(String episode, String person, List<Entry> entries) {
    String id = UUID.randomUUID().toString();
    String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    return Json.text(Map.of("responses", entries.stream().map(entry -> {
      Map<String, String> fields = new TreeMap<>(
          Map.of("source", "cli", "id", id + "/" + entry.type(), "type", entry.type(),
              "at", now, "episode", episode));
      if (!person.isBlank()) {
        fields.put("person", person);
      }
      if (entry.text() != null) {
        fields.put("text", entry.text());
      }
      return fields;
    }).toList()));
  }

  static Reply send(URI url, @Nullable String token, String body) throws InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      HttpRequest.Builder request = HttpRequest
          .newBuilder(URI.create(url.toString().replaceFirst("/+$", "") + "/api/v1/responses")).timeout(LIMIT)
          .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      return reply(url, client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IllegalArgumentException noUrl) {
      throw new UnusableException("--url '" + url + "' is no URL such as http://127.0.0.1:9876");
    } catch (IOException unreachable) {
      throw new UnusableException("no Shizuka answers at " + url + " (" + unreachable.getClass().getSimpleName()
          + "): check that it runs, and --url");
    }
  }

  private static Reply reply(URI url, HttpResponse<String> response) {
    return switch (response.statusCode()) {
      case 200, 400 -> new Reply(response.statusCode(), json(url, response.body()));
      case 401 -> throw new UnusableException("Shizuka at " + url
          + " does not know the token: give --token-file with a line of its --responses-token-file");
      case 404 -> throw new UnusableException("Shizuka at " + url
          + " takes no responses: start it with --responses-token-file");
      case 429, 503 -> throw new UnusableException("Shizuka at " + url + " cannot take it now ("
          + response.statusCode() + "): try again in " + response.headers().firstValue("Retry-After").orElse("some")
          + " seconds");
      default -> throw new UnusableException(url + " answered " + response.statusCode() + ": is that a Shizuka?");
    };
  }

  private static JsonNode json(URI url, String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw new UnusableException(url + " answered something that is not JSON: is that a Shizuka?");
    }
  }
}
