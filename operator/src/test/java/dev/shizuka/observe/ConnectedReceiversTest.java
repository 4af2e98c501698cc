package dev.shizuka.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.ledger.ReceiverState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectedReceiversTest {
  private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");
  private final FakeLedger ledger = new FakeLedger();
  private final ConnectedReceivers receivers = new ConnectedReceivers("main", ledger);

  @Test
  void aReceiverIsConnectedFromItsFirstDeliveryToALapseAndAgainFromTheNextDelivery() {
    assertThat(receivers.look(RouteTree.UNKNOWN)).isEmpty();
    ledger.receivers = Map.of("pager", new ReceiverState(START, Optional.empty()));
    assertThat(receivers.look(RouteTree.UNKNOWN)).containsExactly("pager");
    ledger.receivers = Map.of("pager", new ReceiverState(START, Optional.of(START.plusSeconds(60))));
    assertThat(receivers.look(RouteTree.UNKNOWN)).isEmpty();
    ledger.receivers = Map.of("pager", new ReceiverState(START.plusSeconds(61), Optional.of(START.plusSeconds(60))));
    assertThat(receivers.look(RouteTree.UNKNOWN)).containsExactly("pager");
  }
}
