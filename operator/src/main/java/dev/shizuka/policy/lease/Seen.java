package dev.shizuka.policy.lease;

import java.time.Instant;
import java.util.List;

/**
 * An instance as the looks up to now have shown it.
 *
 * @param began since when it fires without a break, never after the look that showed it first: a clock that is ahead holds nothing longer
 * @param last the last look that showed it
 * @param roles what it is a source of
 */
record Seen(Instance instance, Instant began, Instant last, List<Role> roles) {
  /** Whether that look shows it; where not, nobody knows. */
  boolean shown(Instant look) {
    return last.equals(look);
  }

  /** Whether it ended in between: a start that only differs between replicas is older than what was seen of it. */
  boolean endedBefore(Instance again) {
    return again.startsAt().isAfter(last) && again.startsAt().isAfter(instance.startsAt());
  }
}
