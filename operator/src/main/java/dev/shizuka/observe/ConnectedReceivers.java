package dev.shizuka.observe;

import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.ReceiverState;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which of a backend's receivers tell us whom they call; says once in the log when one no longer does, and once when it does again. */
final class ConnectedReceivers {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectedReceivers.class);
  private final String backend;
  private final Ledger ledger;
  private Set<String> lapsed = Set.of();

  ConnectedReceivers(String backend, Ledger ledger) {
    this.backend = backend;
    this.ledger = ledger;
  }

  /** @param routes of now: what a receiver without a webhook does not tell is no surprise */
  Set<String> look(RouteTree routes) {
    Map<String, ReceiverState> known = ledger.receivers(backend);
    Set<String> silent = new TreeSet<>();
    Set<String> connected = new TreeSet<>();
    known.forEach((name, receiver) -> {
      if (receiver.connected()) {
        connected.add(name);
      } else if (routes.hasWebhook(name)) {
        silent.add(name);
        tell(name, receiver);
      }
    });
    lapsed.stream().filter(connected::contains)
        .forEach(name -> LOG.info("Alertmanager's receiver {} of {} tells whom it calls again", name, backend));
    lapsed = silent;
    return connected;
  }

  private void tell(String name, ReceiverState receiver) {
    if (!lapsed.contains(name)) {
      LOG.warn("Alertmanager's receiver {} of {} did not tell Shizuka of an alert in time; last it told of one at {}."
          + " Until it does again, its alerts count as actionable after the grace. Look for its webhook to"
          + " /api/v1/alertmanager in Alertmanager's log", name, backend, receiver.deliveredAt());
    }
  }
}
