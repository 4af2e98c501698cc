package dev.shizuka.catalog;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * An immutable picture of everything declared. Lists are sorted by id, so that equal declarations make equal catalogs.
 *
 * @param policies namespaced and cluster-wide ones; the id tells which
 * @param namespaces labels of each known namespace
 */
public record Catalog(List<Declared<AlertRuleGroupSpec>> ruleGroups, List<Declared<AlertPrioritySpec>> priorities,
    List<Declared<SuppressionPolicySpec>> policies, List<Declared<MonitoringBackendSpec>> backends,
    Map<String, Map<String, String>> namespaces, List<Unreadable> unreadable) {
  /** Nothing declared. */
  public static final Catalog EMPTY = new Catalog(List.of(), List.of(), List.of(), List.of(), Map.of(), List.of());

  public Catalog {
    ruleGroups = sorted(ruleGroups);
    priorities = sorted(priorities);
    policies = sorted(policies);
    backends = sorted(backends);
    namespaces = Map.copyOf(namespaces);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Labels of a namespace for {@code namespaceSelector}; one that is not known has only the label that every namespace has.
   */
  public Map<String, String> namespaceLabels(String namespace) {
    return namespaces.getOrDefault(namespace, Map.of("kubernetes.io/metadata.name", namespace));
  }

  private static <S> List<Declared<S>> sorted(List<Declared<S>> objects) {
    return objects.stream().sorted(Comparator.comparing(Declared::id)).toList();
  }
}
