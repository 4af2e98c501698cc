package dev.shizuka.observe;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.compile.Mark;
import dev.shizuka.ledger.Sighting.Reason;
import dev.shizuka.ledger.Sighting.Suppression;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which policy a silence is of, and of which form. The matchers of a silence never change, and so neither does its mark: silences are read only when an id turns up
 * that is not known yet.
 */
final class SilenceOwners {
  private final AlertmanagerCluster cluster;
  private final String installation;
  private final Map<String, Optional<Mark>> owners = new HashMap<>();

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
      owners.put(id, Optional.ofNullable(marks.get(id)).filter(mark -> mark.installation().equals(installation)));
    }
  }

  boolean known(Collection<String> ids) {
    return owners.keySet().containsAll(ids);
  }

  /**
   * Why and by which policy, where one of the silences is ours: by the form in the mark's key, in the order of {@link Reason}; ties by the
   * policy's kind, namespace, name. Empty where all of them are foreign.
   */
  Optional<Suppression> ours(Collection<String> ids) {
    return ids.stream().flatMap(id -> owners.getOrDefault(id, Optional.empty()).stream())
        .min(Comparator.comparing(SilenceOwners::reason).thenComparing(Mark::policy))
        .map(mark -> new Suppression(reason(mark), Optional.of(mark.policy())));
  }

  /** A form that this version does not know is a silence all the same. */
  private static Reason reason(Mark mark) {
    return mark.form().equals(Reason.SCHEDULE.label()) ? Reason.SCHEDULE : Reason.SILENCE;
  }
}
