package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.EpisodeFact.Objective;
import dev.shizuka.response.Handling;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of how people handled one episode.
 *
 * @param calledAt when it became actionable
 * @param due by when an answer was due, by the priority's promise at that time
 * @param objective as it is in the sums
 * @param counted what the counters have of it
 */
record Handled(Optional<Instant> calledAt, Optional<Instant> due, Objective objective, Handling handling,
    Counted counted) {
  static final Handled NONE = new Handled(Optional.empty(), Optional.empty(), Objective.NONE, Handling.NONE,
      new Counted(false, false, 0));
  /** Longer ones are no words to count by. */
  private static final int LONGEST_CAUSE = 63;

  /**
   * Counters never go down: what was counted once is not counted again, and what later turns out to be less is corrected in the sums only.
   *
   * @param answered whether the time to the first answer is counted
   * @param judged whether the objective is counted as met or missed
   * @param seconds of handling
   */
  record Counted(boolean answered, boolean judged, long seconds) {}

  Handled called(Instant at, Optional<Instant> promised) {
    return new Handled(Optional.of(at), promised, objective, handling, counted);
  }

  Handled with(Handling newHandling) {
    return new Handled(calledAt, due, objective, newHandling, counted);
  }

  Handled with(Objective newObjective) {
    return new Handled(calledAt, due, newObjective, handling, counted);
  }

  Handled with(Counted newCounted) {
    return new Handled(calledAt, due, objective, handling, newCounted);
  }

  /** The cause as sums are kept by it: the first line, cut where it is long; empty where nobody gave one. */
  String cause() {
    String line = handling.cause().flatMap(cause -> cause.text().lines().findFirst()).orElse("").strip();
    boolean longer = line.codePointCount(0, line.length()) > LONGEST_CAUSE;
    return longer ? line.substring(0, line.offsetByCodePoints(0, LONGEST_CAUSE)) : line;
  }
}
