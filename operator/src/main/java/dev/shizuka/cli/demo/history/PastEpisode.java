package dev.shizuka.cli.demo.history;

import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.EpisodeFact;
import java.util.Map;
import java.util.Optional;

/** One episode of the year: how it is told, and what was meant by it. */
public record PastEpisode(EpisodeFact fact, Map<String, String> labels, Intent intent) {
  public PastEpisode {
    labels = Map.copyOf(labels);
  }

  /** {@code namespace/alertname}. */
  public String alert() {
    return fact.series().namespace() + "/" + fact.series().alertname();
  }

  /**
   * What the generator decided before it made times of it.
   *
   * @param workSeconds of a person
   * @param wouldCall whether a suppressed one would have called somebody, {@code wouldTakeSeconds} of whose time it would have taken
   * @param missed why the answer came too late; an empty text where nobody said why
   * @param night whether it called somebody at night
   */
  public record Intent(Outcome outcome, long workSeconds, boolean wouldCall, long wouldTakeSeconds,
      Optional<String> missed, boolean night) {
    static Intent of(Outcome outcome) {
      return new Intent(outcome, 0, false, 0, Optional.empty(), false);
    }
  }
}
