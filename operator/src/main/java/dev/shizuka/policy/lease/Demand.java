package dev.shizuka.policy.lease;

import java.time.Instant;
import java.util.Set;

/**
 * That a lease should cover a member.
 *
 * @param until it must not be covered any more then
 * @param group members are batched only with those of the same group: about when they end
 * @param without labels that must be missing, or alerts with more labels than the member would be covered
 */
record Demand(Member member, Instant until, Instant group, Claim claim, Set<String> without) {
  enum Claim {
    /** It resolved: a batch need not change for it, but nothing is made or renewed for it. */
    LEFT,
    /** Nobody knows: what covers it stays until its end. */
    UNKNOWN,
    /** To be covered until its end. */
    FIRM
  }

  Demand without(Set<String> labels) {
    return new Demand(member, until, group, claim, labels);
  }
}
