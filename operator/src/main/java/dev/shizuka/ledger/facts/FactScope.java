package dev.shizuka.ledger.facts;

import java.util.Set;

/** Which alerts are meant; an empty set stands for all. */
public record FactScope(Set<String> namespaces, Set<String> owners, Set<String> services, Set<String> priorities) {
  public static final FactScope ALL = new FactScope(Set.of(), Set.of(), Set.of(), Set.of());

  public FactScope {
    namespaces = Set.copyOf(namespaces);
    owners = Set.copyOf(owners);
    services = Set.copyOf(services);
    priorities = Set.copyOf(priorities);
  }

  public boolean includes(AlertSeries series) {
    return in(namespaces, series.namespace()) && in(owners, series.owner()) && in(services, series.service())
        && in(priorities, series.priority());
  }

  private static boolean in(Set<String> names, String name) {
    return names.isEmpty() || names.contains(name);
  }
}
