package dev.shizuka.plan;

import dev.shizuka.compile.Mark;
import dev.shizuka.policy.MatcherSet;
import java.time.Instant;
import java.util.Optional;

/**
 * A silence as Alertmanager shows it.
 *
 * @param mark empty where it is not ours
 */
public record ObservedSilence(String id, MatcherSet matchers, Instant startsAt, Instant endsAt, State state,
    String createdBy,
    String comment, Optional<Mark> mark) {
  /** Alertmanager's own word. */
  public enum State {
    PENDING, ACTIVE, EXPIRED
  }
}
