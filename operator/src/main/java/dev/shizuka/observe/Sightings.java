package dev.shizuka.observe;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Priorities;
import dev.shizuka.ledger.Sighting;
import dev.shizuka.ledger.Sighting.Reason;
import dev.shizuka.ledger.Sighting.State;
import dev.shizuka.ledger.Sighting.Suppression;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns alerts into sightings (DESIGN §3). What keeps an alert from people, the first that holds:
 *
 * <ol>
 * <li>a silence of ours, with its policy: {@code silence} before {@code schedule};
 * <li>inhibition;
 * <li>every receiver of the alert calls nobody, which Alertmanager shows as active;
 * <li>a silence that is not ours.
 * </ol>
 *
 * @param routes of a member that could be read
 * @param coverage of the policies of this poll
 * @param grace the least that an alert must be seen unsuppressed
 */
record Sightings(Instant at, RouteTree routes, SilenceOwners owners, Priorities priorities, CoverageCache coverage,
    Duration grace) {
  /** Alertmanager says that a group is time-muted only after its first flush; a poll at that very moment could come before it. */
  private static final Duration FLUSH_MARGIN = Duration.ofSeconds(1);

  Sighting of(UnitedAlert alert) {
    Optional<Suppression> why = suppression(alert);
    Sighting plain = new Sighting(alert.fingerprint(), alert.labels(), priority(alert.labels()), alert.startsAt(),
        alert.endsAt(), State.UNSUPPRESSED, Optional.empty(), graceOf(alert.labels()), wouldSuppress(alert));
    if (why.isPresent()) {
      return plain.suppressed(why.get());
    }
    return alert.active() ? plain : plain.undecided();
  }

  /** Empty where nothing keeps it from people, or where what does is not known: then it is not active either. */
  private Optional<Suppression> suppression(UnitedAlert alert) {
    Optional<Suppression> ours = owners.ours(alert.silencedBy());
    if (alert.suppressed() && ours.isPresent()) {
      return ours;
    }
    if (alert.suppressed() && !alert.inhibitedBy().isEmpty()) {
      return because(Reason.INHIBITION);
    }
    if (callsNobody(alert)) {
      return because(Reason.NO_RECEIVER);
    }
    boolean foreign = !alert.silencedBy().isEmpty() && owners.known(alert.silencedBy());
    return alert.suppressed() && foreign ? because(Reason.EXTERNAL) : Optional.empty();
  }

  private static Optional<Suppression> because(Reason reason) {
    return Optional.of(new Suppression(reason, Optional.empty()));
  }

  private boolean callsNobody(UnitedAlert alert) {
    return !alert.receivers().isEmpty() && alert.receivers().stream().noneMatch(routes::callsSomebody);
  }

  /** The declared priority, else the label that names none, else empty. */
  private String priority(Map<String, String> labels) {
    return priorities.of(labels).orElse(labels.getOrDefault("priority", ""));
  }

  /**
   * How long until somebody is called: the shortest {@code group_wait} among routes that call anybody, and never less than the grace. Where
   * time intervals can mute all of these routes, the longest, since only then Alertmanager has said of each whether it does.
   */
  private Duration graceOf(Map<String, String> labels) {
    List<Route> calling = routes.routes(labels).stream().filter(route -> routes.callsSomebody(route.receiver()))
        .toList();
    boolean allTimed = calling.stream().allMatch(Route::timed);
    Duration wait = calling.stream().map(Route::groupWait).reduce((one, two) -> {
      boolean first = allTimed == one.compareTo(two) > 0;
      return first ? one : two;
    }).map(found -> allTimed ? found.plus(FLUSH_MARGIN) : found).orElse(Duration.ZERO);
    return wait.compareTo(grace) > 0 ? wait : grace;
  }

  private List<ResourceId> wouldSuppress(UnitedAlert alert) {
    return coverage.covering(alert.fingerprint(), alert.labels()).stream()
        .filter(policy -> policy.mode() == Mode.Observe && policy.coversAt(alert.labels(), at))
        .map(policy -> policy.id()).toList();
  }
}
