package dev.shizuka.response;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An episode and how long it lasted, as far as is known.
 *
 * @param beganAt not later than its first sighting; earlier where history says so
 * @param closedAt empty while it is open
 */
public record EpisodeSpan(EpisodeId id, Instant beganAt, Optional<Instant> closedAt) {
  boolean contains(Instant at) {
    return overlaps(at, at);
  }

  boolean overlaps(Instant from, Instant until) {
    return !beganAt.isAfter(until) && closedAt.map(closed -> !closed.isBefore(from)).orElse(true);
  }

  /** It is not there yet at that moment, and is soon after. */
  boolean beginsWithin(Duration ahead, Instant at) {
    return beganAt.isAfter(at) && !beganAt.isAfter(at.plus(ahead));
  }

  boolean closedWithin(Duration back, Instant at) {
    return closedAt.map(closed -> closed.isBefore(at) && !closed.isBefore(at.minus(back))).orElse(false);
  }
}
