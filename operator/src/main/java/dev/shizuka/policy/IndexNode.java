package dev.shizuka.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Matcher sets, each under one condition that an alert must meet for the set to hold, or among the rest if there is none. What meets the same
 * condition and is more than a few is a node again, by its other labels.
 */
final class IndexNode {
  private final int[] policies;
  private final MatcherSet[][] sets;
  private final IndexLabel[] labels;
  private final Map<String, IndexLabel> byName;

  private IndexNode(List<IndexEntry> rest, List<IndexLabel> labels) {
    this.policies = rest.stream().mapToInt(IndexEntry::policy).toArray();
    this.sets = rest.stream().map(entry -> entry.sets().toArray(MatcherSet[]::new)).toArray(MatcherSet[][]::new);
    this.labels = labels.toArray(IndexLabel[]::new);
    this.byName = new HashMap<>();
    labels.forEach(label -> byName.put(label.name(), label));
  }

  /** All of them to be looked at for every alert that comes here. */
  static IndexNode leaf(List<IndexEntry> entries) {
    return new IndexNode(entries, List.of());
  }

  static IndexNode of(List<IndexEntry> rest, Map<String, IndexLabel> labels) {
    return new IndexNode(rest, new ArrayList<>(labels.values()));
  }

  /** Adds the policies of all sets that match, in no order, some of them more than once. */
  void collect(Map<String, String> alert, Found found) {
    for (int at = 0; at < sets.length; at++) {
      if (anyMatches(sets[at], alert)) {
        found.add(policies[at]);
      }
    }
    if (labels.length <= alert.size()) {
      for (IndexLabel label : labels) {
        String value = alert.get(label.name());
        if (value != null) {
          label.collect(value, alert, found);
        }
      }
    } else {
      alert.forEach((name, value) -> {
        IndexLabel label = byName.get(name);
        if (label != null) {
          label.collect(value, alert, found);
        }
      });
    }
  }

  private static boolean anyMatches(MatcherSet[] sets, Map<String, String> alert) {
    for (MatcherSet set : sets) {
      if (set.matches(alert)) {
        return true;
      }
    }
    return false;
  }
}
