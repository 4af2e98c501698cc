package dev.shizuka.observe;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.CompiledPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Policies whose leases come too late for the routes of an alert that they keep quiet. What was found once stays found until the policy or the routes
 * change, for the next such alert will be late too.
 */
final class LatePolicies {
  private final Duration poll;
  private final Map<ResourceId, CompiledPolicy> late = new HashMap<>();
  private RouteTree routes = RouteTree.UNKNOWN;

  /** @param poll how long an alert can fire before it is seen */
  LatePolicies(Duration poll) {
    this.poll = poll;
  }

  Set<ResourceId> look(PolicyParts parts, Collection<UnitedAlert> alerts) {
    if (!routes.equals(parts.routes())) {
      routes = parts.routes();
      late.clear();
    }
    Set<ResourceId> found = new HashSet<>(late.keySet());
    alerts.stream().filter(alert -> !parts.leasing(alert).isEmpty())
        .filter(alert -> parts.shortestWait(alert).filter(wait -> wait.compareTo(poll) < 0).isPresent())
        .forEach(alert -> found.addAll(parts.leasing(alert)));
    Map<ResourceId, CompiledPolicy> before = Map.copyOf(late);
    late.clear();
    for (CompiledPolicy policy : parts.here().conditional()) {
      boolean leasing = parts.here().leasing().contains(policy.id());
      if (leasing && found.contains(policy.id()) && policy.equals(before.getOrDefault(policy.id(), policy))) {
        late.put(policy.id(), policy);
      }
    }
    return Set.copyOf(late.keySet());
  }
}
