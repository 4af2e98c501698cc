package dev.shizuka.policy;

import java.util.Map;

/** Nodes by prefix: a hash table that is asked for each length that any prefix has, while the hash of the value grows letter by letter. */
final class PrefixTable {
  private final int[] lengths;
  private final String[] prefixes;
  private final IndexNode[] nodes;

  PrefixTable(Map<String, IndexNode> byPrefix) {
    this.lengths = byPrefix.keySet().stream().mapToInt(String::length).sorted().distinct().toArray();
    int slots = Integer.highestOneBit(Math.max(1, byPrefix.size())) * 4;
    this.prefixes = new String[slots];
    this.nodes = new IndexNode[slots];
    byPrefix.forEach((prefix, node) -> {
      int slot = slot(hash(0, prefix, 0, prefix.length()));
      while (prefixes[slot] != null) {
        slot = (slot + 1) & (slots - 1);
      }
      prefixes[slot] = prefix;
      nodes[slot] = node;
    });
  }

  void collect(String value, Map<String, String> alert, Found found) {
    int hash = 0;
    int from = 0;
    for (int length : lengths) {
      if (length > value.length()) {
        return;
      }
      hash = hash(hash, value, from, length);
      from = length;
      for (int slot = slot(hash); prefixes[slot] != null; slot = (slot + 1) & (prefixes.length - 1)) {
        if (prefixes[slot].length() == length && value.startsWith(prefixes[slot])) {
          nodes[slot].collect(alert, found);
          break;
        }
      }
    }
  }

  private static int hash(int before, String value, int from, int to) {
    int hash = before;
    for (int at = from; at < to; at++) {
      hash = hash * 31 + value.charAt(at);
    }
    return hash;
  }

  /** Mixed, for the hashes of texts that differ only at their ends lie close together. */
  private int slot(int hash) {
    return ((hash * 0x9E3779B9) >>> 7) & (prefixes.length - 1);
  }
}
