package dev.shizuka.policy.lease;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One alert that fires.
 *
 * @param labels without empty ones
 * @param startsAt since when, as Alertmanager says; the earliest where members differ
 */
public record Instance(String fingerprint, Map<String, String> labels, Instant startsAt) {
  public Instance {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }
}
