package dev.shizuka.compile;

import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.catalog.Unreadable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every AlertRuleGroup of a backend's namespaces to one rule group each. A bad rule is left out alone, and its last good version takes its
 * place; what cannot be read keeps its last good group whole.
 */
public final class RuleCompiler {
  private final Catalog catalog;
  private final MonitoringBackendSpec backend;
  private final LastGoodRules lastGood;
  private final GroupCompiler groups;

  private RuleCompiler(Catalog catalog, MonitoringBackendSpec backend, ExpressionVerdicts expressions,
      LastGoodRules lastGood) {
    this.catalog = catalog;
    this.backend = backend;
    this.lastGood = lastGood;
    this.groups = new GroupCompiler(
        new RuleSurroundings(KnownPriorities.of(catalog, lastGood), backend.honorLabelsIn(), expressions));
  }

  /** Equal arguments give equal results, down to the order of everything. */
  public static CompiledRules compile(Catalog catalog, Declared<MonitoringBackendSpec> backend,
      ExpressionVerdicts expressions, LastGoodRules lastGood) {
    return new RuleCompiler(catalog, backend.spec(), expressions, lastGood).compile();
  }

  private CompiledRules compile() {
    Map<ResourceId, GroupCompiler.Compiled> compiled = new TreeMap<>();
    catalog.ruleGroups().stream().filter(object -> selects(object.id()))
        .forEach(
            object -> compiled.merge(object.id(), compile(object), (first, second) -> first.unreadable(twice(object))));
    catalog.unreadable().forEach(object -> object.id()
        .filter(id -> id.kind() == Kind.ALERT_RULE_GROUP && selects(id))
        .ifPresent(id -> unreadable(id, object, compiled)));
    Set<String> unchecked = new HashSet<>();
    compiled.values().forEach(group -> unchecked.addAll(group.unchecked()));
    List<RuleGroup> desired = compiled.values().stream().flatMap(group -> group.group().stream()).toList();
    return new CompiledRules(desired, compiled.values().stream().map(GroupCompiler.Compiled::verdict).toList(),
        unchecked);
  }

  private GroupCompiler.Compiled compile(Declared<AlertRuleGroupSpec> object) {
    Optional<RuleGroup> good = lastGood.group(object.id());
    return Quarantine.around(() -> groups.compile(object, good),
        broken -> GroupCompiler.quarantined(object, broken, good));
  }

  private void unreadable(ResourceId id, Unreadable object, Map<ResourceId, GroupCompiler.Compiled> compiled) {
    compiled.merge(id, GroupCompiler.unreadable(object, lastGood.group(id)),
        (known, nothing) -> known.unreadable(object.problem()));
  }

  private boolean selects(ResourceId id) {
    return NamespaceSelection.selects(backend, catalog, id.namespace());
  }

  private static Problem twice(Declared<AlertRuleGroupSpec> object) {
    return new Problem("", "Duplicate",
        object.id() + " is declared twice"
            + (object.origin().file().isEmpty() ? "" : ", again in " + object.origin().file())
            + ": the first one is in force; remove or rename the other");
  }
}
