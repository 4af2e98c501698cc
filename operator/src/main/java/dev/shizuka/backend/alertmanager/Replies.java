package dev.shizuka.backend.alertmanager;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.backend.BackendException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON replies. Unknown fields are ignored; what is garbled or lacks a field we live on is a {@code BadReply}. */
final class Replies {
  static final ObjectMapper JSON = new ObjectMapper();

  private Replies() {}

  /** Makes a value of one JSON object. Throws {@link IllegalArgumentException} or {@link DateTimeException} where that cannot be. */
  interface Shape<T> {
    T read(JsonNode object);
  }

  /** Reads an array element by element: a list of 60 MB is never held as a tree. */
  static <T> List<T> list(String title, byte[] body, Shape<T> shape) throws BackendException {
    List<T> values = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IllegalArgumentException("expected a list");
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        values.add(shape.read(JSON.<JsonNode>readTree(parser)));
      }
      if (parser.currentToken() != JsonToken.END_ARRAY) {
        throw new IllegalArgumentException("expected a list of objects only");
      }
      return Collections.unmodifiableList(values);
    } catch (IOException | IllegalArgumentException | DateTimeException garbled) {
      throw badReply(title, garbled);
    }
  }

  static <T> T object(String title, byte[] body, Shape<T> shape) throws BackendException {
    try {
      JsonNode node = JSON.readTree(body);
      if (node == null || !node.isObject()) {
        throw new IllegalArgumentException("expected an object");
      }
      return shape.read(node);
    } catch (IOException | IllegalArgumentException | DateTimeException garbled) {
      throw badReply(title, garbled);
    }
  }

  private static BackendException badReply(String title, Exception garbled) {
    String why = String.valueOf(garbled.getMessage()).lines().findFirst().orElse("");
    return new BackendException("BadReply", true,
        title + " answered what is no answer of Alertmanager (" + why + "): check what listens at this address");
  }

  static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("no " + field);
    }
    return value.textValue();
  }

  static Instant instant(JsonNode object, String field) {
    return OffsetDateTime.parse(text(object, field)).toInstant();
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new LinkedHashMap<>();
    object.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }
}
