package dev.shizuka.observe;

import dev.shizuka.ledger.Sighting.Awaited;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long an alert must be seen unsuppressed until a person counts as called.
 *
 * @param grace the least
 * @param poll interval
 * @param connected receivers whose notifications reach us
 */
record Waits(RouteTree routes, Duration grace, Duration poll, Set<String> connected) {
  /** Alertmanager says that a group is time-muted only after its first flush; a poll at that very moment could come before it. */
  private static final Duration FLUSH_MARGIN = Duration.ofSeconds(1);

  /**
   * How long until somebody is called: the shortest {@code group_wait} among routes that call anybody, and never less than the grace. Where
   * time intervals can mute all of these routes, the longest, since only then Alertmanager has said of each whether it does.
   */
  Duration grace(UnitedAlert alert) {
    List<Route> calling = routes.calling(alert);
    boolean allTimed = calling.stream().allMatch(Route::timed);
    Duration wait = calling.stream().map(Route::groupWait).reduce((one, two) -> {
      boolean first = allTimed == one.compareTo(two) > 0;
      return first ? one : two;
    }).map(found -> allTimed ? found.plus(FLUSH_MARGIN) : found).orElse(Duration.ZERO);
    return longer(wait, grace);
  }

  /**
   * Whose notification decides, and how long it is waited for. In doubt none is: the alert is heard.
   *
   * <ol>
   * <li>Of the routes that call somebody, those that do so first (the shortest {@code group_wait}): a person is called by then. Where their receivers are
   * not connected, nothing is waited for.
   * <li>A route that time intervals can mute tells nothing while it is: it is not waited for where another route can call at any time.
   * <li>An alert that joins a group waits for its next flush: the notification should come within the grace and the {@code group_interval}, and is given two
   * polls more.
   * </ol>
   */
  Optional<Awaited> awaited(UnitedAlert alert) {
    if (connected.isEmpty()) {
      return Optional.empty();
    }
    List<Route> calling = routes.calling(alert);
    boolean allTimed = calling.stream().allMatch(Route::timed);
    Duration first = calling.stream().map(Route::groupWait).min(Comparator.naturalOrder()).orElse(Duration.ZERO);
    List<Route> telling = calling.stream().filter(route -> route.groupWait().equals(first))
        .filter(route -> allTimed || !route.timed())
        .filter(route -> connected.contains(route.receiver()) && routes.hasWebhook(route.receiver())).toList();
    return telling.stream().map(Route::groupInterval).max(Comparator.naturalOrder())
        .map(interval -> new Awaited(telling.stream().map(Route::receiver).collect(Collectors.toSet()),
            grace(alert).plus(interval).plus(poll.multipliedBy(2))));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
