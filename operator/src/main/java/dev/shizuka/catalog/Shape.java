package dev.shizuka.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether JSON fits a record: known fields, right types, known words. Finds every mistake, where a mapper would stop at the first or, worse,
 * read {@code 5} for {@code "5"} and pass over what it does not know. A null stands for an absent field, as in Kubernetes.
 */
final class Shape {
  /** The fields of a fabric8 {@code LabelSelector}, which itself takes any field in silence. */
  private record Selector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {}

  private record Requirement(String key, SelectorOperator operator, List<String> values) {}

  private enum SelectorOperator {
    In, NotIn, Exists, DoesNotExist
  }

  private final List<Problem> problems = new ArrayList<>();

  private Shape() {}

  /** All mistakes, with pointers that begin with {@code pointer}. */
  static List<Problem> problems(JsonNode node, Class<? extends Record> type, String pointer) {
    Shape shape = new Shape();
    shape.check(node, type, pointer);
    return shape.problems;
  }

  private void check(JsonNode node, Type type, String pointer) {
    switch (type) {
      case ParameterizedType list when list.getRawType() == List.class ->
        checkList(node, list.getActualTypeArguments()[0], pointer);
      case ParameterizedType map when map.getRawType() == Map.class ->
        checkMap(node, map.getActualTypeArguments()[1], pointer);
      case Class<?> record when record.isRecord() -> checkRecord(node, record, pointer);
      case Class<?> selector when selector == LabelSelector.class -> checkRecord(node, Selector.class, pointer);
      case Class<?> words when words.isEnum() -> checkWord(node, words, pointer);
      case Class<?> text when text == String.class -> expect(node.isTextual(), node, "a text", pointer);
      case Class<?> truth when truth == Boolean.class -> expect(node.isBoolean(), node, "true or false", pointer);
      case Class<?> number when number == Integer.class -> expect(node.isInt(), node, "a whole number", pointer);
      case Class<?> time when time == Instant.class -> checkTime(node, pointer);
      default -> throw new IllegalStateException("no shape for " + type);
    }
  }

  private void checkList(JsonNode node, Type element, String pointer) {
    if (expect(node.isArray(), node, "a list", pointer)) {
      for (int i = 0; i < node.size(); i++) {
        check(node.get(i), element, pointer + "/" + i);
      }
    }
  }

  private void checkMap(JsonNode node, Type value, String pointer) {
    if (expect(node.isObject(), node, "a map", pointer)) {
      node.properties().forEach(entry -> check(entry.getValue(), value, pointer + "/" + escaped(entry.getKey())));
    }
  }

  private void checkRecord(JsonNode node, Class<?> type, String pointer) {
    if (!expect(node.isObject(), node, "a map", pointer)) {
      return;
    }
    Map<String, Type> fields = fields(type);
    node.properties().forEach(entry -> {
      String field = pointer + "/" + escaped(entry.getKey());
      Type known = fields.get(entry.getKey());
      if (known == null) {
        problems.add(unknownField(entry.getKey(), fields.keySet(), field));
      } else if (!entry.getValue().isNull()) {
        check(entry.getValue(), known, field);
      }
    });
  }

  private void checkWord(JsonNode node, Class<?> type, String pointer) {
    List<String> words = Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList();
    if (expect(node.isTextual(), node, "one of " + String.join(", ", words), pointer)
        && !words.contains(node.asText())) {
      problems.add(new Problem(pointer, "UnknownValue",
          "\"" + shortened(node.asText()) + "\" is none of " + String.join(", ", words)
              + Similar.question(node.asText(), words)));
    }
  }

  private void checkTime(JsonNode node, String pointer) {
    String form = "a time such as 2027-03-31T00:00:00Z";
    if (expect(node.isTextual(), node, form, pointer)) {
      try {
        Instant.parse(node.asText());
      } catch (DateTimeException notTime) {
        problems.add(new Problem(pointer, "WrongType",
            "expected " + form + ", found \"" + shortened(node.asText()) + "\""));
      }
    }
  }

  private boolean expect(boolean fits, JsonNode node, String expected, String pointer) {
    if (!fits) {
      String quote = expected.equals("a text") && node.isValueNode() && !node.isNull()
          ? ": write \"" + shortened(node.asText()) + "\" in quotes"
          : "";
      problems.add(new Problem(pointer, "WrongType", "expected " + expected + ", found " + found(node) + quote));
    }
    return fits;
  }

  static Problem unknownField(String name, Iterable<String> known, String pointer) {
    return new Problem(pointer, "UnknownField",
        "there is no field \"" + shortened(name) + "\" here" + Similar.question(name, known));
  }

  private static Map<String, Type> fields(Class<?> type) {
    Map<String, Type> fields = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
      boolean named = property != null && !property.value().isEmpty();
      fields.put(named ? property.value() : component.getName(), component.getGenericType());
    }
    return fields;
  }

  private static String found(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "a map";
      case NULL, MISSING -> "nothing";
      case BOOLEAN -> "the truth value " + node.asText();
      case NUMBER -> "the number " + shortened(node.asText());
      default -> "the text \"" + shortened(node.asText()) + "\"";
    };
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
