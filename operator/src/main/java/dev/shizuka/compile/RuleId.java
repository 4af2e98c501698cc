package dev.shizuka.compile;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which rule of a group is meant, through edits of everything else: kind, name, the author's fixed labels and the ordinal among equals
 * (DESIGN, AlertRuleGroup).
 *
 * @param kind {@code alert} or {@code record}
 * @param labels labels without template actions, sorted
 * @param ordinal from 0
 */
public record RuleId(String kind, String name, Map<String, String> labels, int ordinal) {
  public RuleId {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** The id of the first of its equals. */
  RuleId first() {
    return ordinal == 0 ? this : new RuleId(kind, name, labels, 0);
  }
}
