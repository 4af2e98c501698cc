package dev.shizuka.backend.alertmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Http;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One member of an Alertmanager cluster, through API v2. */
final class AlertmanagerClient implements AutoCloseable {
  private final Http http;

  AlertmanagerClient(Http http) {
    this.http = http;
  }

  String url() {
    return http.base().toString();
  }

  ServerStatus status() throws BackendException {
    return Replies.object(http.title(), body("/api/v2/status"), AlertJson::status);
  }

  /**
   * Makes it read its configuration again.
   *
   * @return why it refuses what it read and goes on with what it had; empty where it took it
   */
  Optional<String> reload() throws BackendException {
    Http.Reply reply = http.post("/-/reload", "text/plain", "");
    if (reply.status() == 500 && reply.text().contains("failed to reload config")) {
      return Optional.of(words(reply));
    }
    http.expectOk(reply);
    return Optional.empty();
  }

  List<ObservedAlert> alerts() throws BackendException {
    return Replies.list(http.title(), body("/api/v2/alerts"), AlertJson::alert);
  }

  /** Groups with the alerts that no silence and no inhibition holds; this is an expensive request. */
  List<AlertGroup> unsilencedGroups() throws BackendException {
    return Replies.list(http.title(), body("/api/v2/alerts/groups?silenced=false&inhibited=false"), AlertJson::group);
  }

  List<SilenceJson.Entry> silences() throws BackendException {
    return Replies.list(http.title(), body("/api/v2/silences"), SilenceJson::read);
  }

  /**
   * Creates or updates.
   *
   * @param body see {@link SilenceJson#write}
   * @return the id that the silence has now; empty where this member does not know the id that was to be updated
   * @throws BackendException reason {@code Refused}, not retryable, with Alertmanager's own words where it refuses the silence
   */
  Optional<String> post(String body) throws BackendException {
    Http.Reply reply = http.post("/api/v2/silences", "application/json", body);
    if (unknownId(reply)) {
      return Optional.empty();
    }
    if (reply.status() == 400) {
      throw new BackendException("Refused", false, words(reply));
    }
    byte[] accepted = http.expectOk(reply).body();
    return Optional.of(Replies.object(http.title(), accepted, node -> Replies.text(node, "silenceID")));
  }

  /** Ends a silence; empty where this member does not know it. One that has ended already is fine. */
  Optional<String> expire(String id) throws BackendException {
    Http.Reply reply = http.delete("/api/v2/silence/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    if (unknownId(reply)) {
      return Optional.empty();
    }
    if (!(reply.status() >= 500 && reply.text().contains("already expired"))) {
      http.expectOk(reply);
    }
    return Optional.of(id);
  }

  /** Fires or ends alerts, as Prometheus does. */
  void fire(String body) throws BackendException {
    http.expectOk(http.post("/api/v2/alerts", "application/json", body));
  }

  /** 404, or before 0.27 a 500 that says so. */
  private static boolean unknownId(Http.Reply reply) {
    return reply.status() == 404 || (reply.status() == 500 && reply.text().contains("not found"));
  }

  private byte[] body(String path) throws BackendException {
    return http.expectOk(http.get(path)).body();
  }

  /** Errors are JSON strings, or objects with a message. */
  private static String words(Http.Reply reply) {
    String said = reply.text().strip();
    try {
      JsonNode node = Replies.JSON.readTree(said);
      said = node.isTextual() ? node.textValue() : node.path("message").asText(said);
    } catch (JsonProcessingException plainText) {
      // What it said stays as it is.
    }
    return said.length() > 500 ? said.substring(0, 500) + "…" : said;
  }

  @Override
  public void close() {
    http.close();
  }
}
