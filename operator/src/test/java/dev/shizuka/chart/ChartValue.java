package dev.shizuka.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * One value of values.yaml: the deepest keys with a comment that begins with {@code --}.
 *
 * @param comment empty where a value has none
 */
record ChartValue(List<String> path, String comment) {
  private static final String MARK = "-- ";

  /** All of them, in the order of the file; what has no comment and holds others stands for these. */
  static List<ChartValue> of(String values) {
    Node root = new Compose(LoadSettings.builder().setParseComments(true).build()).composeString(values).orElseThrow();
    List<ChartValue> found = new ArrayList<>();
    gather((MappingNode) root, List.of(), found);
    return found;
  }

  private static void gather(MappingNode node, List<String> above, List<ChartValue> found) {
    for (NodeTuple tuple : node.getValue()) {
      List<String> path = new ArrayList<>(above);
      path.add(((ScalarNode) tuple.getKeyNode()).getValue());
      String comment = comment(tuple.getKeyNode());
      if (comment.isEmpty() && tuple.getValueNode() instanceof MappingNode inner && !inner.getValue().isEmpty()) {
        gather(inner, path, found);
      } else {
        found.add(new ChartValue(List.copyOf(path), comment));
      }
    }
  }

  private static String comment(Node key) {
    String all = Optional.ofNullable(key.getBlockComments()).orElse(List.of()).stream().map(CommentLine::getValue)
        .map(String::strip).collect(Collectors.joining(" "));
    int mark = all.lastIndexOf(MARK);
    return mark < 0 ? "" : all.substring(mark + MARK.length()).strip();
  }

  String name() {
    return String.join(".", path);
  }

  /** Where it is in a document; missing where it is not. */
  JsonNode in(JsonNode values) {
    JsonNode at = values;
    for (String key : path) {
      at = at.path(key);
    }
    return at;
  }

  /** What the schema says of it; missing where that knows no such value. */
  JsonNode schema(JsonNode schema) {
    JsonNode at = schema;
    for (String key : path) {
      at = at.path("properties").path(key);
    }
    return at;
  }
}
