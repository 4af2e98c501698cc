package dev.shizuka.compile;

import dev.shizuka.api.AlertRuleGroupSpec.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which rule each declared one is, good or bad, so that a bad one finds its last good version. */
final class RuleIds {
  private RuleIds() {}

  /** In the order of the rules. */
  static List<RuleId> of(List<Rule> rules) {
    Map<RuleId, Integer> seen = new HashMap<>();
    return rules.stream().map(rule -> {
      RuleId first = first(rule);
      int ordinal = seen.merge(first, 1, Integer::sum) - 1;
      return new RuleId(first.kind(), first.name(), first.labels(), ordinal);
    }).toList();
  }

  private static RuleId first(Rule rule) {
    boolean records = RuleChecks.isSet(rule.recordName()) && !RuleChecks.isSet(rule.alert());
    Map<String, String> fixed = new TreeMap<>(rule.labels());
    fixed.values().removeIf(value -> value.contains("{{"));
    return new RuleId(records ? "record" : "alert", name(records ? rule.recordName() : rule.alert()), fixed, 0);
  }

  private static String name(@Nullable String name) {
    return name == null ? "" : name;
  }
}
