package dev.shizuka.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.ReportDeliveries.Taken;
import dev.shizuka.ledger.ReportDelivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for deliveries of reports in any store. */
abstract class ReportDeliveriesContract {
  private static final ResourceId MONTHLY = new ResourceId(Kind.NOISE_REPORT, "shop", "monthly");
  private static final ResourceId QUARTER = new ResourceId(Kind.CLUSTER_NOISE_REPORT, "", "quarter");
  private static final Instant DUE = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant NOW = DUE.plusMillis(123);

  abstract StoreAddress address();

  private static ReportDelivery delivery(Instant due, String target) {
    return ReportDelivery.taken(MONTHLY, due, target, NOW);
  }

  @Test
  void whatWasWrittenIsThereAfterARestart() {
    StoreAddress address = address();
    ReportDelivery slack = delivery(DUE, "slack").sending(NOW);
    ReportDelivery webhook = delivery(DUE, "webhook").sending(NOW).pending(NOW, NOW.plusSeconds(30), "answered 500");
    try (Store store = Store.open(address)) {
      ReportDeliveries deliveries = store.reportDeliveries();
      deliveries.take(QUARTER, new Taken("0 9 1 1 * UTC", NOW), List.of());
      deliveries.take(MONTHLY, new Taken("0 9 1 * * Asia/Tokyo", DUE),
          List.of(delivery(DUE, "webhook"), delivery(DUE, "slack")));
      deliveries.write(slack);
      deliveries.write(webhook);
    }
    try (Store store = Store.open(address)) {
      assertThat(store.reportDeliveries().newest()).containsExactly(slack, webhook);
      assertThat(store.reportDeliveries().taken()).isEqualTo(Map.of(QUARTER, new Taken("0 9 1 1 * UTC", NOW), MONTHLY,
          new Taken("0 9 1 * * Asia/Tokyo", DUE)));
    }
  }

  @Test
  void aLaterOneEndsWhatIsPendingAndNothingElse() {
    Instant later = DUE.plus(Duration.ofDays(31));
    try (Store store = Store.open(address())) {
      ReportDeliveries deliveries = store.reportDeliveries();
      deliveries.take(MONTHLY, new Taken("a", DUE), List.of(delivery(DUE, "slack"), delivery(DUE, "webhook")));
      deliveries.write(delivery(DUE, "slack").ended(State.SENT, NOW, ""));
      deliveries.take(MONTHLY, new Taken("changed", NOW), List.of());
      assertThat(deliveries.newest()).extracting(ReportDelivery::state).containsExactly(State.SENT, State.PENDING);
      deliveries.take(MONTHLY, new Taken("changed", later), List.of(delivery(later, "slack")));
      assertThat(deliveries.newest()).containsExactly(delivery(later, "slack"));
    }
  }

  @Test
  void aForgottenReportHasNoPlaceInItsScheduleAnyMoreAndIsNotSentLater() {
    try (Store store = Store.open(address())) {
      ReportDeliveries deliveries = store.reportDeliveries();
      deliveries.take(MONTHLY, new Taken("a", DUE), List.of(delivery(DUE, "slack"), delivery(DUE, "webhook")));
      deliveries.write(delivery(DUE, "slack").ended(State.SENT, NOW, ""));
      deliveries.take(QUARTER, new Taken("a", DUE), List.of());
      deliveries.forget(List.of(MONTHLY));
      assertThat(deliveries.taken()).containsOnlyKeys(QUARTER);
      assertThat(deliveries.newest()).as("an old report must not go out when it is declared again")
          .extracting(ReportDelivery::state).containsExactly(State.SENT, State.FAILED);
    }
  }
}
