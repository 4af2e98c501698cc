package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.util.Map;

/** All counters, as they stand after a poll. They never go down and never go away. */
record Counters(Map<Key, Long> episodes, Map<ResourceId, Long> wouldSuppress) {
  Counters {
    episodes = Map.copyOf(episodes);
    wouldSuppress = Map.copyOf(wouldSuppress);
  }

  /** {@code reason} and {@code policy} are empty but for suppressed ones. */
  record Key(Series series, Outcome outcome, String reason, String policy) {
    static Key of(Series series, Outcome outcome) {
      return new Key(series, outcome, "", "");
    }

    static Key suppressed(Series series, Sighting.Suppression why) {
      return new Key(series, Outcome.SUPPRESSED, why.reason().label(),
          why.policy().map(ResourceId::qualifiedName).orElse(""));
    }

    /** The counter that an episode moves which ends so. */
    static Key of(OpenEpisode episode, Outcome outcome) {
      return outcome == Outcome.SUPPRESSED
          ? suppressed(episode.series(), episode.attribution().first().orElseThrow())
          : of(episode.series(), outcome);
    }
  }
}
