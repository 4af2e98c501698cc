package dev.shizuka.compile;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.SuppressionPolicySpec;
import io.fabric8.generator.annotation.Default;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an approval approves, and what {@code acceptBroad} accepts where nothing is opened: the SHA-256, in 64 lower-case hexadecimal digits, of the UTF-8 of one JSON object without white space,
 * <ol>
 * <li>{@code {"opens": …, "spec": …}}, the keys of every object in the order of their UTF-16 units;
 * <li>{@code spec} is the parsed spec with its defaults; fields that are absent, null or empty are left out, times are in UTC as
 * {@code 2027-03-31T00:00:00Z}, lists stay in their order, matchers stay as they are written; {@code acceptBroad} is
 * left out, as it holds a digest of this very spec;
 * <li>{@code opens} has, for each priority the policy opens, the list of its {@code assign} sets, sorted by their JSON.
 * </ol>
 */
final class PolicyDigest {
  private static final String ACCEPT_BROAD = "acceptBroad";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PolicyDigest() {}

  /** @param opens by name */
  static String of(SuppressionPolicySpec spec, Map<String, AlertPrioritySpec> opens) {
    return Sha256.of(canonical(spec, opens));
  }

  static String canonical(SuppressionPolicySpec spec, Map<String, AlertPrioritySpec> opens) {
    Map<String, JsonNode> priorities = new TreeMap<>();
    opens.forEach((name, priority) -> {
      ArrayNode sets = JSON.arrayNode();
      priority.assign().stream().map(PolicyDigest::map).sorted(Comparator.comparing(JsonNode::toString))
          .forEach(sets::add);
      priorities.put(name, sets);
    });
    ObjectNode whole = JSON.objectNode();
    whole.set("opens", object(priorities));
    whole.set("spec", record(spec).without(ACCEPT_BROAD));
    return whole.toString();
  }

  private static JsonNode value(@Nullable Object value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case Record record -> record(record);
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      case Boolean truth -> JSON.booleanNode(truth);
      case Integer number -> JSON.numberNode(number);
      default -> TextNode.valueOf(value.toString());
    };
  }

  private static ObjectNode record(Record record) {
    Map<String, JsonNode> fields = new TreeMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = get(record, component);
      boolean empty = value == null || value instanceof Collection<?> list && list.isEmpty()
          || value instanceof Map<?, ?> map && map.isEmpty();
      String fallback = fallback(record.getClass(), component.getName());
      if (!empty) {
        fields.put(name(component), value(value));
      } else if (fallback != null) {
        fields.put(name(component), TextNode.valueOf(fallback));
      }
    }
    return object(fields);
  }

  /** As it is written in YAML; {@code for} can be no name of a component. */
  private static String name(RecordComponent component) {
    JsonProperty written = component.getAccessor().getAnnotation(JsonProperty.class);
    return written == null ? component.getName() : written.value();
  }

  private static ArrayNode list(Collection<?> values) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(value -> array.add(value(value)));
    return array;
  }

  private static JsonNode map(Map<?, ?> map) {
    Map<String, JsonNode> entries = new TreeMap<>();
    map.forEach((key, value) -> entries.put(String.valueOf(key), value(value)));
    return object(entries);
  }

  private static ObjectNode object(Map<String, JsonNode> sorted) {
    ObjectNode object = JSON.objectNode();
    sorted.forEach(object::set);
    return object;
  }

  private static @Nullable Object get(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("A spec's components are public", impossible);
    }
  }

  /** The default that the schema would fill in; objects of a directory never met it. */
  private static @Nullable String fallback(Class<?> type, String field) {
    try {
      Default declared = type.getDeclaredField(field).getAnnotation(Default.class);
      return declared == null ? null : declared.value();
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException("A record has a field for each component", impossible);
    }
  }
}
