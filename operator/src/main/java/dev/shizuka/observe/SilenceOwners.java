package dev.shizuka.observe;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.backend.alertmanager.SilenceReading;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Mark;
import dev.shizuka.ledger.Sighting.Reason;
import dev.shizuka.ledger.Sighting.Suppression;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which policy a silence is of, and of which form. The matchers of a silence never change, and so neither does its mark: silences are read only when an id turns up
 * that is not known yet.
 */
final class SilenceOwners {
  private final AlertmanagerCluster cluster;
  private final String installation;
  private final Map<String, Owner> owners = new HashMap<>();

  /**
   * Whose a silence is.
   *
   * @param mark empty where it is not ours
   * @param author who made it, as far as that can be read
   */
  private record Owner(Optional<Mark> mark, String author) {
    static final Owner UNKNOWN = new Owner(Optional.empty(), "");
  }

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
    SilenceReading reading = cluster.silences();
    Map<String, String> authors = new HashMap<>();
    reading.silences().forEach(silence -> authors.put(silence.id(), silence.createdBy()));
    for (String id : ids) {
      Optional<Mark> mark = Optional.ofNullable(reading.marks().get(id))
          .filter(found -> found.installation().equals(installation));
      owners.put(id, new Owner(mark, authors.getOrDefault(id, "")));
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
    return marks(ids).min(Comparator.comparing(SilenceOwners::reason).thenComparing(Mark::policy))
        .map(mark -> new Suppression(reason(mark), Optional.of(mark.policy())));
  }

  /** Each policy of ours that has one of these silences, sorted. */
  List<ResourceId> policies(Collection<String> ids) {
    return marks(ids).map(Mark::policy).distinct().sorted().toList();
  }

  /** That these silences are not ours, and the first author of theirs that can be read. */
  Suppression external(Collection<String> ids) {
    String author = ids.stream().sorted().map(id -> owners.getOrDefault(id, Owner.UNKNOWN).author())
        .filter(found -> !found.isEmpty()).findFirst().orElse("");
    return new Suppression(Reason.EXTERNAL, Optional.empty(), author);
  }

  private Stream<Mark> marks(Collection<String> ids) {
    return ids.stream().flatMap(id -> owners.getOrDefault(id, Owner.UNKNOWN).mark().stream());
  }

  /** A form that this version does not know is a silence all the same. */
  private static Reason reason(Mark mark) {
    return switch (mark.form()) {
      case "schedule" -> Reason.SCHEDULE;
      case "inhibit" -> Reason.INHIBITION;
      case "hold" -> Reason.HOLD;
      case "flapping" -> Reason.FLAPPING;
      default -> Reason.SILENCE;
    };
  }
}
