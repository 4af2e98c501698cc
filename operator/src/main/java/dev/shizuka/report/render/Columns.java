package dev.shizuka.report.render;

import dev.shizuka.report.render.Document.Column;
import java.util.Arrays;
import java.util.List;

/** Heads of tables. */
final class Columns {
  private Columns() {}

  /** @param keys of the words; those that begin with # stand over numbers */
  static List<Column> of(Words words, String... keys) {
    return Arrays.stream(keys)
        .map(key -> new Column(words.text(key.startsWith("#") ? key.substring(1) : key), key.startsWith("#")))
        .toList();
  }

  /** An alert's name with its namespace, where it has one. */
  static String alert(String namespace, String alertname) {
    return namespace.isEmpty() ? alertname : namespace + "/" + alertname;
  }
}
