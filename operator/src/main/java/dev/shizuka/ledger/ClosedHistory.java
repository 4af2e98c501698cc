package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.Period;
import java.time.Instant;
import java.util.List;

/**
 * What one backend showed in the past.
 *
 * @param until when it was last looked at
 * @param episodes in any order
 * @param gaps when nothing was seen
 */
public record ClosedHistory(String backend, Instant until, List<ClosedEpisode> episodes, List<Period> gaps) {
  public ClosedHistory {
    episodes = List.copyOf(episodes);
    gaps = List.copyOf(gaps);
  }
}
