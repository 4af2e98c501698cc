package dev.shizuka.compile;

import java.time.Duration;
import java.time.Instant;

/**
 * What policies are compiled in.
 *
 * @param approvals whether the catalog's approvals count
 * @param maxLifetime how far ahead a policy's {@code expires} may be
 */
public record PolicySurroundings(ApprovalSource approvals, Duration maxLifetime, Instant now) {
  /** Unless somebody says otherwise. */
  public static final Duration MAX_LIFETIME = Duration.ofDays(400);

  /** Where no approval counts and nobody said how long a policy may live. */
  public static PolicySurroundings at(Instant now) {
    return new PolicySurroundings(ApprovalSource.NONE, MAX_LIFETIME, now);
  }
}
