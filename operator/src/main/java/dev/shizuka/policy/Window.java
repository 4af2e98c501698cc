package dev.shizuka.policy;

import java.time.Instant;

/**
 * One stretch of time in which a policy covers alerts.
 *
 * @param endsAt exclusive; later than {@code startsAt}
 */
public record Window(Instant startsAt, Instant endsAt) {
  public Window {
    if (!startsAt.isBefore(endsAt)) {
      throw new IllegalArgumentException("a window must end after it starts: " + startsAt + " to " + endsAt);
    }
  }

  public boolean holds(Instant at) {
    return !at.isBefore(startsAt) && at.isBefore(endsAt);
  }

  /** Whether it has gone on for so long that its start is not known: {@link Schedule#windows}. */
  public boolean startless() {
    return startsAt.equals(Instant.EPOCH);
  }

  /** Whether both have a moment in common. */
  boolean overlaps(Instant from, Instant until) {
    return startsAt.isBefore(until) && from.isBefore(endsAt);
  }
}
