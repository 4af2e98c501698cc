package dev.shizuka.policy;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy after protection was compiled into it: what it covers is decided on {@code sets} and on nothing else, so that what
 * Observe counts is what Enforce does.
 *
 * @param uid the API server's uid, or empty
 * @param sets any of these; at most 32; never covers an alert of a closed priority
 * @param timing when it covers them; never after the policy's {@code expires}
 * @param reference where the decision is recorded, or empty
 * @param match the declared sets, before protection: what the policy asks for, in vain where it is protected
 */
public record CompiledPolicy(ResourceId id, String uid, Mode mode, String reason, List<MatcherSet> sets, Timing timing,
    String reference, List<MatcherSet> match) {
  public CompiledPolicy {
    sets = List.copyOf(sets);
    match = List.copyOf(match);
  }

  /** One that asks for no more than it covers. */
  public CompiledPolicy(ResourceId id, String uid, Mode mode, String reason, List<MatcherSet> sets, Timing timing,
      String reference) {
    this(id, uid, mode, reason, sets, timing, reference, sets);
  }

  /** One that covers for one stretch of time, without a reference. */
  public CompiledPolicy(ResourceId id, String uid, Mode mode, String reason, List<MatcherSet> sets, Instant from,
      Instant until) {
    this(id, uid, mode, reason, sets, new Timing.Once(from, until), "");
  }

  /** This one, only observed. */
  public CompiledPolicy observed() {
    return new CompiledPolicy(id, uid, Mode.Observe, reason, sets, timing, reference, match);
  }

  /** What must hold of an instance besides, where no calendar decides. */
  public Optional<Condition> condition() {
    return timing instanceof Timing.Leased leased ? Optional.of(leased.condition()) : Optional.empty();
  }

  /** Whether these labels are covered, whatever the time. */
  public boolean covers(Map<String, String> labels) {
    for (MatcherSet set : sets) {
      if (set.matches(labels)) {
        return true;
      }
    }
    return false;
  }

  public boolean coversAt(Map<String, String> labels, Instant at) {
    // Labels are quicker to compare than calendars.
    return covers(labels) && timing.covers(at);
  }
}
