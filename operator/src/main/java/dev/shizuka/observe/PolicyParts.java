package dev.shizuka.observe;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.Sighting.Policies;
import dev.shizuka.policy.CompiledPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which part each policy has in an alert at one poll.
 *
 * @param kept what conditions came to at this poll
 */
record PolicyParts(Instant at, PoliciesHere here, Coverages coverages, Kept kept, RouteTree routes,
    SilenceOwners owners) {
  Policies of(UnitedAlert alert) {
    List<CompiledPolicy> covering = coverages.covered().covering(alert.fingerprint(), alert.labels());
    return new Policies(wouldSuppress(alert, covering), suppress(alert), inVain(alert, covering), calledBefore(alert));
  }

  private List<ResourceId> wouldSuppress(UnitedAlert alert, List<CompiledPolicy> covering) {
    List<ResourceId> holding = kept.of(alert);
    return covering.stream().filter(policy -> policy.mode() == Mode.Observe)
        .filter(policy -> policy.condition().isPresent()
            ? holding.contains(policy.id())
            : policy.timing().covers(at))
        .map(CompiledPolicy::id).toList();
  }

  private List<ResourceId> suppress(UnitedAlert alert) {
    if (!alert.suppressed()) {
      return List.of();
    }
    Set<ResourceId> all = new TreeSet<>(owners.policies(alert.silencedBy()));
    all.addAll(inhibiting(alert));
    return List.copyOf(all);
  }

  /** Policies whose inhibition is Alertmanager's own and which keep this alert quiet; none where it is a rule of somebody else's. */
  List<ResourceId> inhibiting(UnitedAlert alert) {
    return alert.inhibitedBy().isEmpty()
        ? List.of()
        : kept.of(alert).stream().filter(here.natively()::contains).sorted().toList();
  }

  private List<ResourceId> inVain(UnitedAlert alert, List<CompiledPolicy> covering) {
    List<CompiledPolicy> naming = coverages.named().covering(alert.fingerprint(), alert.labels());
    if (naming.isEmpty()) {
      return List.of();
    }
    Set<ResourceId> covered = covering.stream().map(CompiledPolicy::id).collect(Collectors.toSet());
    return naming.stream().filter(policy -> policy.timing().covers(at)).map(CompiledPolicy::id)
        .filter(policy -> !covered.contains(policy)).toList();
  }

  /** Somebody is called when the first route that calls anybody has waited its time. */
  private List<ResourceId> calledBefore(UnitedAlert alert) {
    List<ResourceId> leasing = leasing(alert);
    if (leasing.isEmpty() || !kept.renewing() || !alert.active() || routes.callsNobody(alert)) {
      return List.of();
    }
    Duration wait = shortestWait(alert).orElse(Duration.ZERO);
    return at.isBefore(alert.startsAt().plus(wait)) ? List.of() : leasing;
  }

  /** Policies of which a lease should keep this alert quiet. */
  List<ResourceId> leasing(UnitedAlert alert) {
    return kept.of(alert).stream().filter(here.leasing()::contains).toList();
  }

  /** Empty where no route is known that calls anybody. */
  Optional<Duration> shortestWait(UnitedAlert alert) {
    return routes.calling(alert.labels()).stream().map(Route::groupWait).min(Comparator.naturalOrder());
  }
}
