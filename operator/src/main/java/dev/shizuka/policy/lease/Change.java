package dev.shizuka.policy.lease;

import java.time.Instant;

/** A beginning or an end of firing. */
record Change(Seen seen, What what, Instant at) {
  enum What {
    BEGAN, ENDED,
    /** Ended and began between two looks. */
    BEGAN_AGAIN
  }
}
