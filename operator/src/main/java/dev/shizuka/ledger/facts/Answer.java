package dev.shizuka.ledger.facts;

import java.time.Instant;

/**
 * What a person said of an episode.
 *
 * @param by who, as the sender has it; empty where it does not say
 */
public record Answer(Instant at, Kind kind, String by) {
  /** CAUSE: only why it fired, or why nobody answered earlier. */
  public enum Kind {
    ACKNOWLEDGED, RESOLVED, CAUSE
  }
}
