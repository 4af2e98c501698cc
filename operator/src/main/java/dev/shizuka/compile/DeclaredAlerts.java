package dev.shizuka.compile;

import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.AlertRuleGroupSpec.Rule;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The alerts that are declared, by their labels as far as these are known before anything fires: a template counts as a missing label. */
final class DeclaredAlerts {
  private final Set<Map<String, String>> labels = new LinkedHashSet<>();
  private final Map<String, Set<String>> names = new HashMap<>();
  private final KnownPriorities priorities;

  private DeclaredAlerts(KnownPriorities priorities) {
    this.priorities = priorities;
  }

  static DeclaredAlerts of(Catalog catalog) {
    DeclaredAlerts alerts = new DeclaredAlerts(KnownPriorities.of(catalog, LastGoodRules.NONE));
    for (Declared<AlertRuleGroupSpec> group : catalog.ruleGroups()) {
      // One that breaks this also breaks its own compile, which tells it.
      Quarantine.around(() -> alerts.add(group), broken -> false);
    }
    return alerts;
  }

  private boolean add(Declared<AlertRuleGroupSpec> group) {
    group.spec().rules().forEach(rule -> add(group, rule));
    return true;
  }

  private void add(Declared<AlertRuleGroupSpec> group, Rule rule) {
    String name = rule.alert();
    if (name == null || name.isEmpty() || name.contains("{{")) {
      return;
    }
    String namespace = group.id().namespace();
    Map<String, String> known = new HashMap<>(rule.labels());
    put(known, "service", group.spec().service());
    put(known, "owner", group.spec().owner());
    put(known, "priority", rule.priority());
    put(known, "severity", rule.priority() == null ? "" : priorities.severity(rule.priority()));
    known.values().removeIf(value -> value.isEmpty() || value.contains("{{"));
    known.put("alertname", name);
    known.put("namespace", namespace);
    labels.add(Map.copyOf(known));
    names.computeIfAbsent(namespace, unknown -> new HashSet<>()).add(name);
    names.computeIfAbsent("", unknown -> new HashSet<>()).add(name);
  }

  private static void put(Map<String, String> labels, String label, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      labels.put(label, value);
    }
  }

  /** Each once. */
  Set<Map<String, String>> labels() {
    return labels;
  }

  /** How many names of alerts are declared where the policy may reach: its namespace, or everywhere. */
  int names(ResourceId policy) {
    return names.getOrDefault(policy.namespace(), Set.of()).size();
  }
}
