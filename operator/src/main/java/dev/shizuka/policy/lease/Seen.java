package dev.shizuka.policy.lease;

import java.time.Instant;
import java.util.Optional;

/**
 * An instance as the looks up to now have shown it. The same object from look to look for as long as they show the same: a quiet look makes
 * nothing of a hundred thousand instances.
 *
 * @param name the label {@code alertname}, or empty
 * @param began since when it fires without a break, never after the look that showed it first: a clock that is ahead holds nothing longer
 * @param missed where the last looks did not show it, the last one that did: nobody knows then whether it fires
 */
record Seen(Instance instance, String name, Instant began, Optional<Instant> missed, Concern concern) {
  static Seen of(Instance instance, Instant began, Concern concern) {
    return new Seen(instance, instance.labels().getOrDefault("alertname", ""), began, Optional.empty(), concern);
  }

  /** Whether the last look shows it. */
  boolean shown() {
    return missed.isEmpty();
  }

  /** Missed by all looks after this one. */
  Seen missedAfter(Instant shown) {
    return new Seen(instance, name, began, Optional.of(shown), concern);
  }

  Seen concerning(Concern now) {
    return new Seen(instance, name, began, missed, now);
  }

  /** Whether an instance that a look shows says nothing that is not known. */
  boolean says(Instance again) {
    return shown() && again.startsAt().equals(instance.startsAt());
  }

  /** Whether it ended in between: a start that only differs between replicas is older than what was seen of it. */
  boolean endedBefore(Instance again, Instant lastLook) {
    return again.startsAt().isAfter(missed.orElse(lastLook)) && again.startsAt().isAfter(instance.startsAt());
  }
}
