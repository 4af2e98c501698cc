package dev.shizuka.compile;

import java.util.Map;

/** What makes two rules the same to whoever is called. */
record RuleContent(boolean alert, String name, Map<String, String> labels, String expr, String forDuration) {
  static RuleContent of(CompiledRule rule) {
    return new RuleContent(rule.alert(), rule.name(), rule.labels(), rule.expr(), rule.forDuration());
  }
}
