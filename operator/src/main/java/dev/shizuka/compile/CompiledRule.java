package dev.shizuka.compile;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One rule as a backend evaluates it, stamped labels included. Durations are Prometheus durations; empty means not set.
 *
 * @param alert whether it is an alert; otherwise it records
 */
public record CompiledRule(RuleId id, boolean alert, String name, String expr, String forDuration, String keepFiringFor,
    Map<String, String> labels, Map<String, String> annotations) {
  public CompiledRule {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  /** The same rule under another id. */
  CompiledRule as(RuleId other) {
    return new CompiledRule(other, alert, name, expr, forDuration, keepFiringFor, labels, annotations);
  }
}
