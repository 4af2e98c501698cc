package dev.shizuka.policy.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Histories as JSON. */
final class StateText {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = new JsonMapper();

  private StateText() {}

  static String write(Histories histories) {
    ObjectNode root = JSON.createObjectNode().put("version", VERSION);
    ArrayNode flapping = root.putArray("flapping");
    histories.all().forEach((key, history) -> {
      ObjectNode node = flapping.addObject().put("kind", key.policy().kind().title())
          .put("namespace", key.policy().namespace()).put("name", key.policy().name())
          .put("fingerprint", key.fingerprint());
      history.labels().forEach(node.putObject("labels")::put);
      history.changes().forEach(change -> node.withArray("/changes").add(change.toString()));
      history.began().ifPresent(began -> node.put("began", began.toString()));
      history.since().ifPresent(since -> node.put("since", since.toString()));
    });
    return root.toString();
  }

  /** Of a text that is not ours, or of another version, none. */
  static Histories read(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      if (root.path("version").asInt() != VERSION) {
        return Histories.NONE;
      }
      SortedMap<HistoryKey, History> all = new TreeMap<>();
      for (JsonNode node : root.path("flapping")) {
        all.put(key(node), history(node));
      }
      return new Histories(all);
    } catch (JsonProcessingException | DateTimeException | NoSuchElementException unreadable) {
      return Histories.NONE;
    }
  }

  private static HistoryKey key(JsonNode node) {
    Kind kind = Kind.of(text(node, "kind").orElseThrow()).orElseThrow();
    ResourceId policy = new ResourceId(kind, text(node, "namespace").orElseThrow(), text(node, "name").orElseThrow());
    return new HistoryKey(policy, text(node, "fingerprint").orElseThrow());
  }

  private static History history(JsonNode node) {
    Map<String, String> labels = new TreeMap<>();
    node.path("labels").properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    List<Instant> changes = new ArrayList<>();
    node.path("changes").forEach(change -> changes.add(Instant.parse(change.asText())));
    Collections.sort(changes);
    if (changes.isEmpty()) {
      throw new NoSuchElementException("changes");
    }
    return new History(Collections.unmodifiableMap(labels), text(node, "began").map(Instant::parse), changes,
        text(node, "since").map(Instant::parse));
  }

  private static Optional<String> text(JsonNode node, String field) {
    return node.hasNonNull(field) ? Optional.of(node.path(field).asText()) : Optional.empty();
  }
}
