package dev.shizuka.compile;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.catalog.Catalog;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;

/** Whether a backend takes what a namespace declares, with the semantics of Kubernetes label selectors. */
public final class NamespaceSelection {
  private NamespaceSelection() {}

  public static boolean selects(MonitoringBackendSpec backend, Catalog catalog, String namespace) {
    LabelSelector selector = backend.namespaceSelector();
    if (selector == null) {
      return true;
    }
    Map<String, String> labels = catalog.namespaceLabels(namespace);
    Map<String, String> wanted = selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
    List<LabelSelectorRequirement> requirements = selector.getMatchExpressions() == null
        ? List.of()
        : selector.getMatchExpressions();
    return wanted.entrySet().stream().allMatch(entry -> entry.getValue().equals(labels.get(entry.getKey())))
        && requirements.stream().allMatch(requirement -> holds(requirement, labels));
  }

  private static boolean holds(LabelSelectorRequirement requirement, Map<String, String> labels) {
    String actual = labels.get(requirement.getKey());
    List<String> values = requirement.getValues() == null ? List.of() : requirement.getValues();
    return switch (String.valueOf(requirement.getOperator())) {
      case "In" -> actual != null && values.contains(actual);
      case "NotIn" -> actual == null || !values.contains(actual);
      case "Exists" -> actual != null;
      case "DoesNotExist" -> actual == null;
      default -> false;
    };
  }
}
