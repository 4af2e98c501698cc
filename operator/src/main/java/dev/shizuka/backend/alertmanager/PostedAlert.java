package dev.shizuka.backend.alertmanager;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert of our own.
 *
 * @param endsAt when it is over unless it is posted again; in the past it ends at once
 */
public record PostedAlert(Map<String, String> labels, Map<String, String> annotations, Instant startsAt,
    Instant endsAt) {
  public PostedAlert {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }
}
