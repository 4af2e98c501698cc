package dev.shizuka.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** The text of an Alertmanager configuration, and the place in it where more inhibit rules fit. Messages never repeat the text: it holds secrets. */
final class ConfigurationText {
  private static final String KEY = "inhibit_rules";
  private static final int LARGEST = 64 << 20;
  private static final int MOST_ALIASES = 500;
  /** Nothing is interpreted: what {@code yes} or {@code 1e3} mean is between the text and Alertmanager. */
  private static final LoadSettings SETTINGS = LoadSettings.builder().setSchema(new FailsafeSchema())
      .setCodePointLimit(LARGEST).setMaxAliasesForCollections(MOST_ALIASES).setAllowDuplicateKeys(true).build();

  private final String text;
  private final MappingNode root;

  private ConfigurationText(String text, MappingNode root) {
    this.text = text;
    this.root = root;
  }

  /** One rule in flow style, and what is said of it. */
  record Item(String yaml, String comment) {}

  /** @throws IllegalArgumentException if it is not one YAML mapping with a list, or nothing, at {@code inhibit_rules} */
  static ConfigurationText parse(String text) {
    List<Node> documents = new ArrayList<>();
    try {
      new Compose(SETTINGS).composeAllFromString(text).forEach(documents::add);
    } catch (MarkedYamlEngineException wrong) {
      String line = wrong.getProblemMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
      throw new IllegalArgumentException("it is not YAML" + line + ": " + wrong.getProblem(), wrong);
    } catch (YamlEngineException wrong) {
      throw new IllegalArgumentException("it is not YAML that can be read", wrong);
    }
    if (documents.size() != 1) {
      throw new IllegalArgumentException("it holds " + documents.size() + " YAML documents instead of one");
    }
    if (!(documents.getFirst() instanceof MappingNode root) || root.getValue().isEmpty()) {
      throw new IllegalArgumentException("it is no mapping with keys such as route and receivers");
    }
    return new ConfigurationText(text, root);
  }

  /** The text with these items before whatever {@code inhibit_rules} has, between lines that begin and end them. */
  String insert(String begin, List<Item> items, String end) {
    Optional<NodeTuple> present = root.getValue().stream().filter(ConfigurationText::inhibitRules).findFirst();
    int margin = column(root.getValue().getFirst().getKeyNode());
    if (present.isEmpty()) {
      return at(root) == '{'
          ? splice(index(root) + 1, 0, "\n" + lines(begin, "  " + KEY + ": [\n" + flow(items, 4) + "  ],\n", end, 2))
          : beforeLine(root.getValue().getFirst().getKeyNode(), KEY + ":\n" + block(items, margin), begin, end);
    }
    Node value = present.get().getValueNode();
    if (value instanceof SequenceNode && index(value) > index(present.get().getKeyNode()) && at(value) == '[') {
      return splice(index(value) + 1, 0, "\n" + lines(begin, flow(items, margin + 2), end, margin + 2));
    }
    if (value instanceof SequenceNode && index(value) > index(present.get().getKeyNode()) && at(value) == '-') {
      return beforeLine(value, block(items, column(value)).strip() + "\n", begin, end);
    }
    if (value instanceof ScalarNode scalar && empty(scalar)) {
      int length = scalar.getValue().length();
      String list = pad(margin + 2) + "[\n" + flow(items, margin + 4) + pad(margin + 2) + "]\n";
      return splice(index(value), length, "\n" + lines(begin, list, end, margin + 2));
    }
    throw new IllegalArgumentException(
        KEY + " in it is no plain list: write the rules there, without an anchor, an alias or a tag");
  }

  private static boolean inhibitRules(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(KEY);
  }

  private static boolean empty(ScalarNode scalar) {
    return scalar.isPlain() && List.of("", "~", "null", "Null", "NULL").contains(scalar.getValue());
  }

  /** In front of a node that begins its line. */
  private String beforeLine(Node node, String what, String begin, String end) {
    int index = index(node);
    int column = column(node);
    String indent = pad(column);
    if (index < column || !text.substring(index - column, index).equals(indent)
        || index > column && text.charAt(index - column - 1) != '\n') {
      throw new IllegalArgumentException("line " + (mark(node).getLine() + 1)
          + " begins with something that nothing can be put in front of: begin it with the plain key");
    }
    return splice(index - column, 0, lines(begin, indent + what, end, column));
  }

  private static String lines(String begin, String what, String end, int column) {
    return pad(column) + begin + "\n" + what + pad(column) + end + "\n";
  }

  private static String block(List<Item> items, int column) {
    return items.stream().map(item -> pad(column) + "- " + item.yaml() + " # " + item.comment() + "\n")
        .collect(Collectors.joining());
  }

  private static String flow(List<Item> items, int column) {
    return items.stream().map(item -> pad(column) + item.yaml() + ", # " + item.comment() + "\n")
        .collect(Collectors.joining());
  }

  private static String pad(int column) {
    return " ".repeat(column);
  }

  private String splice(int index, int removed, String what) {
    return text.substring(0, index) + what + text.substring(index + removed);
  }

  private char at(Node node) {
    return index(node) < text.length() ? text.charAt(index(node)) : ' ';
  }

  private static int column(Node node) {
    return mark(node).getColumn();
  }

  /** Marks count code points. */
  private int index(Node node) {
    return text.offsetByCodePoints(0, mark(node).getIndex());
  }

  private static Mark mark(Node node) {
    return node.getStartMark().orElseThrow();
  }

  /** Whatever the place looked like: nothing but our items may have come in, in front of the others. */
  void requireSameBut(String completed, int items) {
    Parts before = parts(root);
    Parts after = parts(parse(completed).root);
    int all = after.rules.size();
    if (all != before.rules.size() + items || !after.rules.subList(items, all).equals(before.rules)
        || !after.others.equals(before.others)) {
      throw new IllegalArgumentException(
          "it is written in a way that cannot be completed: write " + KEY + " as a plain list at the top level");
    }
  }

  private record Parts(List<Object> others, List<?> rules) {}

  private static Parts parts(MappingNode root) {
    List<Object> others = new ArrayList<>();
    List<?> rules = List.of();
    for (NodeTuple tuple : root.getValue()) {
      Object value = ConfigurationTree.of(tuple.getValueNode());
      if (!inhibitRules(tuple)) {
        others.add(List.of(ConfigurationTree.of(tuple.getKeyNode()), value));
      } else if (tuple.getValueNode() instanceof SequenceNode && value instanceof List<?> list) {
        rules = list;
      }
    }
    return new Parts(others, rules);
  }
}
