package dev.shizuka.ledger;

import dev.shizuka.catalog.Labels;
import dev.shizuka.ledger.facts.Period;
import java.util.List;
import java.util.Map;

/**
 * An alert that history shows firing, with the labels that Alertmanager would show.
 *
 * @param fingerprint Alertmanager's, of these labels
 * @param priority the name that is counted, as in {@link Sighting}
 * @param stretches when it fired, in any order
 */
public record PastAlert(String fingerprint, Map<String, String> labels, String priority, List<Period> stretches) {
  public PastAlert {
    labels = Labels.of(labels);
    stretches = List.copyOf(stretches);
  }

  public PastAlert(Map<String, String> labels, String priority, List<Period> stretches) {
    this(Fingerprint.of(labels), labels, priority, stretches);
  }
}
