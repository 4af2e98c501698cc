package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.PolicyUse.Counts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What one poll, or one catalog, adds to the figures of policies. */
final class PolicyTally {
  private static final Counts SUPPRESSED = new Counts(1, 0, 0, 0, 0);
  private static final Counts WOULD_SUPPRESS = new Counts(0, 1, 0, 0, 0);
  private static final Counts WOULD_SUPPRESS_CALLED = new Counts(0, 1, 1, 0, 0);
  private static final Counts IN_VAIN = new Counts(0, 0, 0, 1, 0);
  private static final Counts CALLED_BEFORE = new Counts(0, 0, 0, 0, 1);

  private final Map<ResourceId, PolicyDays> before;
  private final Instant at;
  private final Map<ResourceId, PolicyDays> changed = new HashMap<>();
  private final Map<ResourceId, Counts> added = new HashMap<>();

  PolicyTally(Map<ResourceId, PolicyDays> before, Instant at) {
    this.before = before;
    this.at = at;
  }

  /** A policy that has to do with an alert, or is declared. */
  void know(ResourceId policy) {
    if (!before.containsKey(policy)) {
      changed.computeIfAbsent(policy, unknown -> PolicyDays.known(at));
    }
  }

  void match(ResourceId policy) {
    PolicyDays known = now(policy);
    PolicyDays matched = known.matched(at);
    if (matched != known) {
      changed.put(policy, matched);
    }
  }

  void count(Folded.Change change) {
    change.firstInVain().forEach(policy -> add(policy, IN_VAIN));
    change.firstCalledBefore().forEach(policy -> add(policy, CALLED_BEFORE));
    change.end().ifPresent(end -> {
      if (end.outcome() == Outcome.SUPPRESSED) {
        change.after().attribution().suppressedBy().forEach(policy -> add(policy, SUPPRESSED));
      }
      Counts would = end.outcome() == Outcome.ACTIONABLE ? WOULD_SUPPRESS_CALLED : WOULD_SUPPRESS;
      end.wouldSuppress().forEach(policy -> add(policy, would));
    });
  }

  private void add(ResourceId policy, Counts more) {
    changed.put(policy, now(policy).plus(PolicyDays.day(at), more));
    added.merge(policy, more, Counts::plus);
  }

  private PolicyDays now(ResourceId policy) {
    PolicyDays known = changed.getOrDefault(policy, before.get(policy));
    return known == null ? PolicyDays.known(at) : known;
  }

  /** All policies, as they are after it. */
  Map<ResourceId, PolicyDays> policies() {
    if (changed.isEmpty()) {
      return before;
    }
    Map<ResourceId, PolicyDays> after = new HashMap<>(before);
    after.putAll(changed);
    return Map.copyOf(after);
  }

  /** Those that are other than before. */
  Map<ResourceId, PolicyDays> changed() {
    return changed;
  }

  /** What it adds to the counts of its day. */
  Map<ResourceId, Counts> added() {
    return added;
  }

  long day() {
    return PolicyDays.day(at);
  }
}
