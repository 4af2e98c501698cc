package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What the ledger holds in memory, as it was after the last commit.
 *
 * @param backends by name, each with the last recorded poll
 */
record LedgerState(Map<String, Backend> backends, Counters counters, Map<ResourceId, PolicyDays> policies,
    ResponseTotals responses, Unexplained unexplained) {

  /**
   * @param quiet how many alerts each policy kept quiet at that poll
   * @param told what Alertmanager's notifications told since
   */
  record Backend(Optional<Instant> lastPoll, Map<String, OpenEpisode> open, Map<ResourceId, Long> quiet, Told told) {
    static final Backend NEW = new Backend(Optional.empty(), Map.of(), Map.of(), Told.NOTHING);

    Backend with(Told newTold) {
      return new Backend(lastPoll, open, quiet, newTold);
    }
  }

  static LedgerState load(Handle handle) {
    Map<String, Map<String, OpenEpisode>> open = new HashMap<>();
    for (EpisodeRow row : LedgerTables.openEpisodes(handle)) {
      open.computeIfAbsent(row.backend(), backend -> new HashMap<>()).put(row.fingerprint(), row.episode());
    }
    Map<String, Map<String, Instant>> notified = HandlingTables.notified(handle);
    Map<String, Map<String, ReceiverState>> receivers = ReceiverTables.receivers(handle);
    Map<String, Backend> backends = new HashMap<>();
    LedgerTables.polls(handle).forEach((backend, at) -> {
      Map<String, OpenEpisode> episodes = open.getOrDefault(backend, Map.of());
      Told told = new Told(notified.getOrDefault(backend, Map.of()), receivers.getOrDefault(backend, Map.of()));
      backends.put(backend, new Backend(Optional.of(at), episodes, PolicyLook.quiet(episodes.values()), told));
    });
    return new LedgerState(backends, LedgerTables.counters(handle), PolicyTables.policies(handle),
        HandlingTables.totals(handle), Unexplained.UNKNOWN);
  }

  Backend backend(String name) {
    return backends.getOrDefault(name, Backend.NEW);
  }

  LedgerState with(Map<ResourceId, PolicyDays> newPolicies) {
    return new LedgerState(backends, counters, newPolicies, responses, unexplained);
  }

  LedgerState counting(Counters newCounters, ResponseTotals newResponses) {
    return new LedgerState(backends, newCounters, policies, newResponses, unexplained);
  }

  LedgerState with(ResponseTotals newResponses, Unexplained newUnexplained) {
    return new LedgerState(backends, counters, policies, newResponses, newUnexplained);
  }

  LedgerState with(Notifications notifications) {
    Map<String, Backend> told = new HashMap<>(backends);
    told.replaceAll((name, backend) -> backend.with(notifications.after(name, backend.open())));
    return new LedgerState(told, counters, policies, responses, unexplained);
  }
}
