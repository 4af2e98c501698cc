package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.prometheus.PrometheusClient.Loaded;
import dev.shizuka.backend.prometheus.PrometheusClient.LoadedGroup;
import dev.shizuka.compile.RuleGroup;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code enforcedNamespaceLabel} of a Prometheus of prometheus-operator: every rule gets that label with the PrometheusRule's namespace,
 * in the place of what Shizuka stamps, and every selector asks for it.
 */
final class EnforcedLabel {
  private EnforcedLabel() {}

  /** The label, where the loaded group is the wanted one with nothing but that added. */
  static Optional<String> of(RuleGroup wanted, List<LoadedGroup> loaded, String namespace) {
    return loaded.stream()
        .filter(group -> group.name().equals(wanted.name()) && group.rules().size() == wanted.rules().size())
        .flatMap(group -> common(group, namespace).stream())
        .filter(label -> wanted.rules().stream().anyMatch(rule -> !namespace.equals(rule.labels().get(label))))
        .findFirst();
  }

  private static Set<String> common(LoadedGroup group, String namespace) {
    Set<String> common = new TreeSet<>();
    group.rules().forEach(rule -> common.addAll(rule.labels().keySet()));
    for (Loaded rule : group.rules()) {
      common.removeIf(label -> !namespace.equals(rule.labels().get(label)));
    }
    return common;
  }
}
