package dev.shizuka.backend.prometheus;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledRule;
import dev.shizuka.compile.RuleGroup;
import dev.shizuka.compile.RuleId;
import java.util.List;
import java.util.Map;

/** Rule groups for tests. */
final class Groups {
  private Groups() {}

  static ResourceId owner(String name) {
    return new ResourceId(Kind.ALERT_RULE_GROUP, "shop", name);
  }

  static RuleGroup group(String name, CompiledRule... rules) {
    return new RuleGroup(owner(name), "1s", List.of(rules));
  }

  static CompiledRule alert(String name, String expr) {
    return new CompiledRule(new RuleId("alert", name, Map.of(), 0), true, name, expr, "", "",
        Map.of("severity", "critical"), Map.of("summary", "{{ $labels.job }} fails"));
  }

  static CompiledRule alertFor(String name, String expr, String forDuration) {
    CompiledRule rule = alert(name, expr);
    return new CompiledRule(rule.id(), true, name, expr, forDuration, "1m", rule.labels(), rule.annotations());
  }

  static CompiledRule recording(String name, String expr) {
    return new CompiledRule(new RuleId("record", name, Map.of(), 0), false, name, expr, "", "", Map.of(), Map.of());
  }

  /** A template that Prometheus refuses at load: what compile's own checks would have to miss. */
  static CompiledRule badTemplate(String name) {
    CompiledRule rule = alert(name, "vector(1) > 0");
    return new CompiledRule(rule.id(), true, name, rule.expr(), "", "", rule.labels(),
        Map.of("summary", "{{ $labels.job "));
  }
}
