package dev.shizuka.backend.alertmanager;

import dev.shizuka.catalog.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One alert as one member shows it (Alertmanager API v2, {@code gettableAlert}).
 *
 * @param receivers names of the receivers its routes lead to
 * @param silencedBy ids of silences
 * @param inhibitedBy fingerprints of alerts
 * @param mutedBy names of time intervals; only {@code /alerts/groups} fills it
 */
public record ObservedAlert(String fingerprint, Map<String, String> labels, List<String> receivers, Instant startsAt,
    Instant endsAt, State state, List<String> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {
  public ObservedAlert {
    labels = Labels.of(labels);
    receivers = List.copyOf(receivers);
    silencedBy = List.copyOf(silencedBy);
    inhibitedBy = List.copyOf(inhibitedBy);
    mutedBy = List.copyOf(mutedBy);
  }

  /** Alertmanager's own word. */
  public enum State {
    UNPROCESSED, ACTIVE, SUPPRESSED
  }
}
