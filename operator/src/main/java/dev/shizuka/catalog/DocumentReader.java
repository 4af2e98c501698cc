package dev.shizuka.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shizuka.catalog.Documents.NodeBudget;
import dev.shizuka.catalog.Documents.NotSupported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * Builds one document from parse events. Made from events and not from composed nodes, because the composer recurses as deep as the
 * text says; here the depth is checked first.
 */
final class DocumentReader {
  private static final int DEEPEST = 64;
  private static final String MERGE = "<<";

  private final String file;
  private final Iterator<Event> events;
  private final Scalars scalars;
  private final NodeBudget budget;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private record Anchored(JsonNode node, int size) {}

  DocumentReader(String file, Iterator<Event> events, LoadSettings settings, NodeBudget budget) {
    this.file = file;
    this.events = events;
    this.scalars = new Scalars(settings.getSchema().getScalarResolver());
    this.budget = budget;
  }

  /** Reads up to and including the end of the document, so that what comes back is complete. */
  Document read() {
    Event first = events.next();
    lines.put("", line(first));
    JsonNode content = node(first, "", 0);
    events.next();
    return new Document(content, new Origin(file, lines), problems);
  }

  private JsonNode node(Event event, String pointer, int depth) {
    if (depth > DEEPEST) {
      throw new NotSupported(line(event), "it is nested deeper than " + DEEPEST + " levels");
    }
    int before = budget.used();
    budget.use(1, line(event));
    JsonNode node = switch (event) {
      case AliasEvent alias -> repeated(alias);
      case ScalarEvent scalar -> scalars.read(scalar, line(event));
      case SequenceStartEvent sequence -> sequence(pointer, depth);
      case MappingStartEvent mapping -> mapping(pointer, depth);
      default -> throw new NotSupported(line(event), "unexpected " + event.getEventId());
    };
    if (event instanceof NodeEvent anchored && !(event instanceof AliasEvent)) {
      anchored.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(node, budget.used() - before)));
    }
    return node;
  }

  private JsonNode repeated(AliasEvent alias) {
    // An anchor counts only once its node is complete: an alias inside its own node would never end.
    Anchored anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw new NotSupported(line(alias), "the alias *" + alias.getAlias() + " names no complete value before it");
    }
    budget.use(anchored.size(), line(alias));
    return anchored.node();
  }

  private JsonNode sequence(String pointer, int depth) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
      String item = pointer + "/" + array.size();
      lines.put(item, line(event));
      array.add(node(event, item, depth + 1));
    }
    return array;
  }

  private JsonNode mapping(String pointer, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    List<JsonNode> merged = new ArrayList<>();
    for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
      String key = key(event);
      String field = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
      boolean again = object.has(key);
      if (!again) {
        lines.put(field, line(event));
      }
      int at = line(event);
      JsonNode value = node(events.next(), again ? field + "/" : field, depth + 1);
      if (key.equals(MERGE)) {
        merged.add(value);
      } else if (again) {
        problems.add(new Problem(field, "DuplicateField",
            "\"" + key + "\" stands twice in the same place, again on line " + at + ": remove one"));
      } else {
        object.set(key, value);
      }
    }
    merged.forEach(value -> merge(object, value));
    return object;
  }

  private static void merge(ObjectNode object, JsonNode value) {
    if (value.isArray()) {
      value.forEach(each -> merge(object, each));
    }
    value.properties().forEach(entry -> {
      if (!object.has(entry.getKey())) {
        object.set(entry.getKey(), entry.getValue());
      }
    });
  }

  private String key(Event event) {
    return switch (event) {
      case ScalarEvent scalar -> scalar.getValue();
      case AliasEvent alias -> repeated(alias).asText();
      default -> throw new NotSupported(line(event), "a key must be a text");
    };
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
