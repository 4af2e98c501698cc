package dev.shizuka.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * One receiver of Alertmanager that has notified Shizuka of alerts of a backend.
 *
 * @param deliveredAt when it last did
 * @param lapsedAt when an alert was last counted as actionable that it should have told of and did not
 */
public record ReceiverState(Instant deliveredAt, Optional<Instant> lapsedAt) {
  /** Whether its notifications are waited for: a lapse ends that until the next delivery. */
  public boolean connected() {
    return lapsedAt.isEmpty() || deliveredAt.isAfter(lapsedAt.get());
  }

  ReceiverState delivered(Instant at) {
    return at.isAfter(deliveredAt) ? new ReceiverState(at, lapsedAt) : this;
  }

  ReceiverState lapsed(Instant at) {
    return new ReceiverState(deliveredAt, Optional.of(at));
  }
}
