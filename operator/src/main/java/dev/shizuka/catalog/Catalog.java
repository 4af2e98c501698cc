package dev.shizuka.catalog;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.SuppressionApprovalSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An immutable picture of everything declared. Lists are sorted by id, so that equal declarations make equal catalogs.
 *
 * @param policies namespaced and cluster-wide ones; the id tells which
 * @param namespaces labels of each known namespace
 * @param approvals those that count: only a place that the policies' authors cannot write gives any
 * @param reports namespaced and cluster-wide ones; the id tells which
 */
public record Catalog(List<Declared<AlertRuleGroupSpec>> ruleGroups, List<Declared<AlertPrioritySpec>> priorities,
    List<Declared<SuppressionPolicySpec>> policies, List<Declared<MonitoringBackendSpec>> backends,
    Map<String, Map<String, String>> namespaces, List<Unreadable> unreadable,
    List<Declared<SuppressionApprovalSpec>> approvals, List<Declared<NoiseReportSpec>> reports) {
  /** Nothing declared. */
  public static final Catalog EMPTY = new Catalog(List.of(), List.of(), List.of(), List.of(), Map.of(), List.of());

  public Catalog {
    ruleGroups = sorted(ruleGroups);
    priorities = sorted(priorities);
    policies = sorted(policies);
    backends = sorted(backends);
    namespaces = Map.copyOf(namespaces);
    unreadable = List.copyOf(unreadable);
    approvals = sorted(approvals);
    reports = sorted(reports);
  }

  /** One without reports. */
  public Catalog(List<Declared<AlertRuleGroupSpec>> ruleGroups, List<Declared<AlertPrioritySpec>> priorities,
      List<Declared<SuppressionPolicySpec>> policies, List<Declared<MonitoringBackendSpec>> backends,
      Map<String, Map<String, String>> namespaces, List<Unreadable> unreadable,
      List<Declared<SuppressionApprovalSpec>> approvals) {
    this(ruleGroups, priorities, policies, backends, namespaces, unreadable, approvals, List.of());
  }

  /** One without approvals and reports. */
  public Catalog(List<Declared<AlertRuleGroupSpec>> ruleGroups, List<Declared<AlertPrioritySpec>> priorities,
      List<Declared<SuppressionPolicySpec>> policies, List<Declared<MonitoringBackendSpec>> backends,
      Map<String, Map<String, String>> namespaces, List<Unreadable> unreadable) {
    this(ruleGroups, priorities, policies, backends, namespaces, unreadable, List.of());
  }

  /** This one with those approvals and no others, and with what else must be told. */
  public Catalog approved(List<Declared<SuppressionApprovalSpec>> approvals, List<Unreadable> told) {
    return new Catalog(ruleGroups, priorities, policies, backends, namespaces,
        Stream.concat(unreadable.stream(), told.stream()).toList(), approvals, reports);
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
