package dev.shizuka.observe;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Mark;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which policy a silence is of. The matchers of a silence never change, and so neither does its mark: silences are read only when an id turns up
 * that is not known yet.
 */
final class SilenceOwners {
  private final AlertmanagerCluster cluster;
  private final String installation;
  private final Map<String, Optional<ResourceId>> owners = new HashMap<>();

  SilenceOwners(AlertmanagerCluster cluster, String installation) {
    this.cluster = cluster;
    this.installation = installation;
  }

  /** Gets to know these ids, and forgets all others. */
  void learn(Set<String> ids) throws BackendException {
    owners.keySet().retainAll(ids);
    if (owners.keySet().containsAll(ids)) {
      return;
    }
    Map<String, Mark> marks = cluster.silences().marks();
    for (String id : ids) {
      owners.put(id, Optional.ofNullable(marks.get(id)).filter(mark -> mark.installation().equals(installation))
          .map(Mark::policy));
    }
  }

  boolean known(Collection<String> ids) {
    return owners.keySet().containsAll(ids);
  }

  /** The policy of ours among the silences; ties by kind, namespace, name. Empty where all of them are foreign. */
  Optional<ResourceId> policy(Collection<String> ids) {
    Set<ResourceId> policies = new TreeSet<>();
    ids.forEach(id -> owners.getOrDefault(id, Optional.empty()).ifPresent(policies::add));
    return policies.stream().findFirst();
  }
}
