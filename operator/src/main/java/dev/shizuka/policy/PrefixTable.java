package dev.shizuka.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/**
 * Nodes by prefix. Among sorted prefixes every prefix of a value is either the last one that is not after it or a prefix of that one, so each
 * knows its own longest prefix and a search is one chain.
 */
final class PrefixTable {
  private static final int NONE = -1;
  private final String[] prefixes;
  private final IndexNode[] nodes;
  private final int[] shorter;

  PrefixTable(SortedMap<String, IndexNode> byPrefix) {
    this.prefixes = byPrefix.keySet().toArray(String[]::new);
    this.nodes = byPrefix.values().toArray(IndexNode[]::new);
    this.shorter = new int[prefixes.length];
    for (int at = 0; at < prefixes.length; at++) {
      shorter[at] = prefixOf(prefixes[at], at - 1);
    }
  }

  private int prefixOf(String value, int from) {
    int at = from;
    while (at != NONE && !value.startsWith(prefixes[at])) {
      at = shorter[at];
    }
    return at;
  }

  void collect(String value, Map<String, String> alert, Found found) {
    if (prefixes.length == 0) {
      return;
    }
    int place = Arrays.binarySearch(prefixes, value);
    int longest = prefixOf(value, place >= 0 ? place : -place - 2);
    for (int at = longest; at != NONE; at = shorter[at]) {
      nodes[at].collect(alert, found);
    }
  }
}
