package dev.shizuka.compile;

import dev.shizuka.api.AlertPrioritySpec;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The declared priorities, and which one an alert has (DESIGN, "How protection is compiled", 1): its {@code priority} label if that names a
 * declared one; if the label is empty, the most urgent one (lowest rank, then name) with a matching {@code assign} set; else none.
 */
public record Priorities(Map<String, AlertPrioritySpec> specs) {
  public Priorities {
    specs = Collections.unmodifiableMap(new TreeMap<>(specs));
  }

  /** The name of the alert's priority; empty where it has none, which is also the case where its label names no declared one. */
  public Optional<String> of(Map<String, String> labels) {
    String label = labels.getOrDefault("priority", "");
    if (!label.isEmpty()) {
      return specs.containsKey(label) ? Optional.of(label) : Optional.empty();
    }
    if (specs.isEmpty()) {
      return Optional.empty();
    }
    return specs.entrySet().stream().filter(entry -> assigns(entry.getValue(), labels))
        .min(Comparator.comparing((Map.Entry<String, AlertPrioritySpec> entry) -> entry.getValue().rankOrLast())
            .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey);
  }

  private static boolean assigns(AlertPrioritySpec spec, Map<String, String> labels) {
    return spec.assign().stream().anyMatch(set -> !set.isEmpty()
        && set.entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(labels.getOrDefault(wanted.getKey(), ""))));
  }
}
