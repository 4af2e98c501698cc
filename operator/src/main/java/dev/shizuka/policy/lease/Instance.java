package dev.shizuka.policy.lease;

import dev.shizuka.catalog.Labels;
import java.time.Instant;
import java.util.Map;

/**
 * One alert that fires.
 *
 * @param labels without empty ones
 * @param startsAt since when, as Alertmanager says; the earliest where members differ
 */
public record Instance(String fingerprint, Map<String, String> labels, Instant startsAt) {
  public Instance {
    labels = Labels.of(labels);
  }
}
