package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who has had to do with an episode so far. Grows until somebody is called, the last two sets until it closes.
 *
 * @param first why it was first suppressed: what it counts as, if it counts as suppressed
 * @param suppressedBy all policies that ever kept it quiet
 * @param inVain all policies whose matchers named it though it was protected
 * @param calledBefore all policies that wanted it quiet after a person was called
 */
record Attribution(Optional<Sighting.Suppression> first, Set<ResourceId> suppressedBy, Set<ResourceId> inVain,
    Set<ResourceId> calledBefore) {
  static final Attribution NONE = new Attribution(Optional.empty(), Set.of(), Set.of(), Set.of());

  Attribution {
    suppressedBy = Set.copyOf(suppressedBy);
    inVain = Set.copyOf(inVain);
    calledBefore = Set.copyOf(calledBefore);
  }

  /** @param called whether somebody was called already: what keeps it quiet now comes too late to matter */
  Attribution seen(Sighting sighting, boolean called) {
    boolean quiet = !called && sighting.state() == Sighting.State.SUPPRESSED;
    return new Attribution(quiet ? first.or(sighting::suppression) : first,
        quiet ? union(suppressedBy, suppressors(sighting)) : suppressedBy,
        union(inVain, sighting.policies().inVain()), union(calledBefore, sighting.policies().calledBefore()));
  }

  /** The policies that keep it quiet at this moment. */
  static Collection<ResourceId> suppressors(Sighting sighting) {
    Collection<ResourceId> named = sighting.policies().suppress();
    Optional<ResourceId> counted = sighting.suppression().flatMap(Sighting.Suppression::policy);
    return counted.isEmpty() || named.contains(counted.get()) ? named : union(Set.copyOf(named), Set.of(counted.get()));
  }

  private static Set<ResourceId> union(Set<ResourceId> some, Collection<ResourceId> more) {
    if (some.containsAll(more)) {
      return some;
    }
    Set<ResourceId> all = new HashSet<>(some);
    all.addAll(more);
    return Set.copyOf(all);
  }
}
