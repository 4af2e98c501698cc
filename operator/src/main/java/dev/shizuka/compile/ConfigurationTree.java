package dev.shizuka.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** YAML nodes as values that can be compared: lists, maps in their order, and scalars with tag and style; aliases are what they stand for. */
final class ConfigurationTree {
  /** No configuration has that many; what aliases make of a small text may. */
  private static final int MOST_NODES = 2_000_000;
  private static final int DEEPEST = 100;
  private int nodes;

  private ConfigurationTree() {}

  /** @throws IllegalArgumentException if it is too large or refers to itself */
  static Object of(Node node) {
    return new ConfigurationTree().value(node, 0);
  }

  private Object value(Node node, int depth) {
    if (++nodes > MOST_NODES || depth > DEEPEST) {
      throw new IllegalArgumentException("its aliases make it too large, or lead back to themselves");
    }
    return switch (node) {
      case ScalarNode scalar -> List.of(scalar.getTag().getValue(), scalar.getScalarStyle(), scalar.getValue());
      case SequenceNode sequence -> {
        List<Object> values = new ArrayList<>();
        sequence.getValue().forEach(one -> values.add(value(one, depth + 1)));
        yield values;
      }
      case MappingNode mapping -> {
        Map<Object, Object> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
          values.put(value(tuple.getKeyNode(), depth + 1), value(tuple.getValueNode(), depth + 1));
        }
        yield values;
      }
      default -> throw new IllegalArgumentException("it holds an alias that stands for nothing");
    };
  }
}
