package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.EpisodeFact;
import java.util.Map;

/**
 * An episode of the past, for {@link HistoryImport}.
 *
 * @param fact with a fingerprint that tells instances apart, and an end
 * @param labels of the alert
 */
public record ClosedEpisode(EpisodeFact fact, Map<String, String> labels) {
  public ClosedEpisode {
    if (fact.endedAt().isEmpty() || fact.outcome().isEmpty()) {
      throw new IllegalArgumentException(fact.id() + " is not over");
    }
    labels = Map.copyOf(labels);
  }
}
