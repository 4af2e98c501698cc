package dev.shizuka.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What Alertmanager's notifications told of one backend.
 *
 * @param notified by fingerprint, when a receiver was first told that an open episode fires which is not counted yet; the next poll counts it
 * @param receivers by name
 */
record Told(Map<String, Instant> notified, Map<String, ReceiverState> receivers) {
  static final Told NOTHING = new Told(Map.of(), Map.of());

  Told {
    notified = Map.copyOf(notified);
    receivers = Map.copyOf(receivers);
  }

  /** Without what is counted or closed by now. */
  Told of(Map<String, OpenEpisode> open) {
    Map<String, Instant> waiting = new HashMap<>(notified);
    waiting.keySet().removeIf(fingerprint -> {
      OpenEpisode episode = open.get(fingerprint);
      return episode == null || episode.course().actionable();
    });
    return new Told(waiting, receivers);
  }
}
