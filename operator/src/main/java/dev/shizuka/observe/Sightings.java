package dev.shizuka.observe;

import dev.shizuka.compile.Priorities;
import dev.shizuka.ledger.Sighting;
import dev.shizuka.ledger.Sighting.Reason;
import dev.shizuka.ledger.Sighting.State;
import dev.shizuka.ledger.Sighting.Suppression;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns alerts into sightings (DESIGN §3). What keeps an alert from people, the first that holds:
 *
 * <ol>
 * <li>a silence of ours, with its policy: {@code silence} before {@code schedule};
 * <li>inhibition, by a lease or by a rule of Alertmanager's own; with the policy, where it is one's;
 * <li>a lease of ours, with its policy: {@code hold} before {@code flapping};
 * <li>every receiver of the alert calls nobody, which Alertmanager shows as active;
 * <li>a silence that is not ours, with its author.
 * </ol>
 *
 * @param routes of a member that could be read
 * @param parts of the policies of this poll
 * @param waits until a person counts as called
 */
record Sightings(RouteTree routes, SilenceOwners owners, Priorities priorities, PolicyParts parts, Waits waits) {
  /** Of two that are equal but for the policy, the one that names it. */
  private static final Comparator<Suppression> PRECEDENCE = Comparator.comparing(Suppression::reason)
      .thenComparing((one, two) -> one.policy().isEmpty() || two.policy().isEmpty()
          ? Boolean.compare(one.policy().isEmpty(), two.policy().isEmpty())
          : one.policy().get().compareTo(two.policy().get()));

  Sighting of(UnitedAlert alert) {
    Optional<Suppression> why = suppression(alert);
    Sighting plain = new Sighting(alert.fingerprint(), alert.labels(), priority(alert.labels()), alert.startsAt(),
        alert.endsAt(), State.UNSUPPRESSED, Optional.empty(), waits.grace(alert), parts.of(alert),
        waits.awaited(alert));
    if (why.isPresent()) {
      return plain.suppressed(why.get());
    }
    return alert.active() ? plain : plain.undecided();
  }

  /** Empty where nothing keeps it from people, or where what does is not known: then it is not active either. */
  private Optional<Suppression> suppression(UnitedAlert alert) {
    if (alert.suppressed()) {
      Optional<Suppression> first = Stream.of(owners.ours(alert.silencedBy()), inhibition(alert))
          .flatMap(Optional::stream).min(PRECEDENCE);
      if (first.isPresent()) {
        return first;
      }
    }
    if (routes.callsNobody(alert)) {
      return Optional.of(new Suppression(Reason.NO_RECEIVER, Optional.empty()));
    }
    boolean foreign = !alert.silencedBy().isEmpty() && owners.known(alert.silencedBy());
    return alert.suppressed() && foreign ? Optional.of(owners.external(alert.silencedBy())) : Optional.empty();
  }

  private Optional<Suppression> inhibition(UnitedAlert alert) {
    return alert.inhibitedBy().isEmpty()
        ? Optional.empty()
        : Optional.of(new Suppression(Reason.INHIBITION, parts.inhibiting(alert).stream().findFirst()));
  }

  /** The declared priority, else the label that names none, else empty. */
  private String priority(Map<String, String> labels) {
    return priorities.of(labels).orElse(labels.getOrDefault("priority", ""));
  }
}
