package dev.shizuka.policy;

import java.util.Map;

/**
 * The nodes of one label, by its value.
 *
 * @param whole by the whole value
 * @param prefixes by how the value begins; the empty prefix stands for any value but the empty one
 */
record IndexLabel(String name, Map<String, IndexNode> whole, PrefixTable prefixes) {
  void collect(String value, Map<String, String> alert, Found found) {
    if (value.isEmpty()) {
      return;
    }
    IndexNode exact = whole.get(value);
    if (exact != null) {
      exact.collect(alert, found);
    }
    prefixes.collect(value, alert, found);
  }
}
