package dev.shizuka.ledger;

import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.Handling;
import dev.shizuka.response.ResponseEvent.Notified;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What one transaction changes in what Alertmanager's notifications told. */
final class Notifications {
  private final LedgerState state;
  private final Map<String, Map<String, Instant>> notified = new HashMap<>();
  private final Map<String, Map<String, ReceiverState>> receivers = new TreeMap<>();

  Notifications(LedgerState state) {
    this.state = state;
  }

  /**
   * Whatever it tells, its receiver is connected. It names no Alertmanager that could be known here: it belongs to each backend at which an alert that it
   * names has an open episode.
   */
  void delivered(Notified delivery) {
    state.backends().forEach((name, backend) -> {
      if (delivery.alerts().stream().anyMatch(told -> backend.open().containsKey(told.fingerprint()))) {
        delivered(name, delivery.receiver(), delivery.at());
      }
    });
  }

  private void delivered(String backend, String receiver, Instant at) {
    Optional<ReceiverState> before = receiver(backend, receiver);
    ReceiverState after = before.map(known -> known.delivered(at))
        .orElseGet(() -> new ReceiverState(at, Optional.empty()));
    if (!Optional.of(after).equals(before)) {
      put(backend, receiver, after);
    }
  }

  /** An episode was counted without a notification of these, which was waited for. */
  void lapsed(String backend, Collection<String> names, Instant at) {
    names.forEach(name -> receiver(backend, name).ifPresent(before -> put(backend, name, before.lapsed(at))));
  }

  private Optional<ReceiverState> receiver(String backend, String name) {
    return Optional.ofNullable(receivers.getOrDefault(backend, Map.of()).get(name))
        .or(() -> Optional.ofNullable(state.backend(backend).told().receivers().get(name)));
  }

  private void put(String backend, String name, ReceiverState receiver) {
    receivers.computeIfAbsent(backend, unchanged -> new TreeMap<>()).put(name, receiver);
  }

  /** An open episode with what was told of it, as far as {@link dev.shizuka.response.ResponseJoin} knows. */
  void told(EpisodeId episode, Handling handling) {
    handling.notifiedAt().ifPresent(at -> {
      notified.computeIfAbsent(episode.backend(), name -> new HashMap<>()).put(episode.fingerprint(), at);
      handling.receivers().forEach(receiver -> delivered(episode.backend(), receiver, at));
    });
  }

  void write(Handle handle) {
    ReceiverTables.write(handle, receivers);
  }

  /** @param open episodes as they are after it */
  Told after(String backend, Map<String, OpenEpisode> open) {
    Told before = state.backend(backend).told();
    Map<String, Instant> all = new HashMap<>(before.notified());
    all.putAll(notified.getOrDefault(backend, Map.of()));
    Map<String, ReceiverState> known = new HashMap<>(before.receivers());
    known.putAll(receivers.getOrDefault(backend, Map.of()));
    return new Told(all, known).of(open);
  }
}
