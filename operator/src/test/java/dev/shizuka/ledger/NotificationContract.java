package dev.shizuka.ledger;

import static dev.shizuka.ledger.Scene.at;
import static dev.shizuka.ledger.Scene.awaiting;
import static dev.shizuka.ledger.Scene.suppressed;
import static dev.shizuka.ledger.Scene.unsuppressed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.response.DeliveryKey;
import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.ResponseEvent.Acknowledged;
import dev.shizuka.response.ResponseEvent.Answer;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Status;
import dev.shizuka.response.ResponseEvent.Told;
import dev.shizuka.response.Responses;
import dev.shizuka.response.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Alertmanager's notifications decide, on every store. An answer is promised within ten minutes of the call. */
abstract class NotificationContract extends OnEveryStore {
  private void poll(long second, Sighting... alerts) {
    ledger.record(aPoll(second, alerts));
  }

  private static Poll aPoll(long second, Sighting... alerts) {
    return new Poll("main", at(second), List.of(Scene.up()), List.of(alerts),
        (priority, calledAt) -> Optional.of(calledAt.plusSeconds(600)));
  }

  private void absent(long from, long to) {
    for (long second = from; second <= to; second += 10) {
      poll(second);
    }
  }

  private static Notified notified(long second, Status status, String... alerts) {
    List<Told> told = Arrays.stream(alerts).map(alert -> new Told(alert, status)).toList();
    return new Notified(new DeliveryKey("alertmanager", second + " " + status + told), at(second), "pager", "{}:{}",
        told);
  }

  private Responses.Outcome tell(long second, String... alerts) {
    return ledger.accept(List.of(notified(second, Status.FIRING, alerts)));
  }

  private List<EpisodeRow> rows() {
    return store.database().inTransaction(handle -> LedgerTables.closedEpisodes(handle, 100));
  }

  private long counted(Outcome outcome) {
    return ledger.totals().stream().filter(total -> total.outcome() == outcome).mapToLong(Ledger.Total::count).sum();
  }

  private long counted() {
    return ledger.totals().stream().mapToLong(Ledger.Total::count).sum();
  }

  private void assertCalled(long second) {
    assertThat(rows()).singleElement().satisfies(row -> {
      assertThat(row.outcome()).isEqualTo("ACTIONABLE");
      assertThat(row.actionableAt()).isEqualTo(at(second).toEpochMilli());
    });
    assertThat(counted(Outcome.ACTIONABLE)).isEqualTo(1);
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void anEpisodeIsActionableAtTheNotificationWhateverTheGraceSays() {
    poll(0, unsuppressed(0));
    tell(5, "a");
    poll(10, suppressed(10));
    absent(20, 140);
    assertCalled(5);
  }

  @Test
  void aNotificationMayComeBeforeTheFirstSightingAndAcrossRestarts() {
    tell(-20, "a");
    restart();
    poll(0, unsuppressed(0));
    restart();
    poll(10, suppressed(10));
    absent(20, 140);
    assertCalled(-20);
  }

  @Test
  void itCountsThoughShizukaIsStartedAnewBeforeTheNextPoll() {
    poll(0, suppressed(0));
    tell(5, "a");
    restart();
    absent(10, 130);
    assertCalled(5);
  }

  @Test
  void anEpisodeIsCountedOnceHoweverOftenItIsTold() {
    poll(0, unsuppressed(0));
    tell(5, "a");
    assertThat(tell(5, "a").known()).isEqualTo(1);
    poll(10, unsuppressed(10));
    tell(15, "a");
    tell(5, "a");
    poll(40, unsuppressed(40));
    absent(50, 170);
    tell(5, "a");
    assertCalled(5);
  }

  @Test
  void ofTwoNotificationsBetweenPollsTheEarlierCounts() {
    poll(0, unsuppressed(0));
    tell(7, "a");
    tell(5, "a");
    poll(10, unsuppressed(10));
    absent(20, 140);
    assertCalled(5);
  }

  @Test
  void aNotificationAfterTheEndMovesNoCounterAndIsKeptAsALink() {
    poll(0, suppressed(0));
    absent(10, 130);
    var totals = ledger.totals();
    tell(140, "a");
    poll(150);
    restart();
    assertThat(ledger.totals()).isEqualTo(totals);
    assertThat(counted(Outcome.SUPPRESSED)).isEqualTo(1);
    assertThat(rows()).singleElement().extracting(EpisodeRow::actionableAt).isNull();
    EpisodeId id = new EpisodeId("main", "a", at(0));
    Handled handled = store.database().inTransaction(handle -> HandlingTables.handled(handle, id)).orElseThrow();
    assertThat(handled.handling().receivers()).containsExactly("pager");
  }

  @Test
  void whatIsToldAsResolvedCallsNobody() {
    poll(0, unsuppressed(0));
    ledger.accept(List.of(notified(5, Status.RESOLVED, "a")));
    poll(10, unsuppressed(10));
    absent(20, 140);
    assertThat(counted(Outcome.BRIEF)).isEqualTo(1);
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void theClockOfTheObjectiveStartsAtTheNotification() {
    poll(0, unsuppressed(0));
    tell(5, "a");
    poll(10, unsuppressed(10));
    ledger.accept(List.of(new Acknowledged(
        new Answer(new DeliveryKey("test", "1"), at(65), new Target.Instance("a"), "sato"))));
    assertThat(ledger.responses().answers().getFirst().sumSeconds()).isEqualTo(60);
    EpisodeId id = new EpisodeId("main", "a", at(0));
    Handled handled = store.database().inTransaction(handle -> HandlingTables.handled(handle, id)).orElseThrow();
    assertThat(handled.due()).contains(at(605));
  }

  @Test
  void aReceiverIsConnectedOnceItToldOfAnEpisodeOfThisBackend() {
    tell(-1, "other");
    assertThat(ledger.receivers("main")).isEmpty();
    poll(0, unsuppressed(0));
    ledger.accept(List.of(notified(5, Status.RESOLVED, "a")));
    restart();
    assertThat(ledger.receivers("main")).containsOnlyKeys("pager");
    assertThat(ledger.receivers("main").get("pager").deliveredAt()).isEqualTo(at(5));
    assertThat(ledger.receivers("main").get("pager").connected()).isTrue();
    assertThat(ledger.receivers("elsewhere")).isEmpty();
  }

  @Test
  void aReceiverThatToldBeforeTheFirstSightingIsConnectedToo() {
    tell(-5, "a");
    poll(0, unsuppressed(0));
    assertThat(ledger.receivers("main").get("pager").deliveredAt()).isEqualTo(at(-5));
  }

  @Test
  void anAlertThatNobodyWasToldOfWaitsThoughItFiresPastTheGraceAndIsBriefIfItEnds() {
    for (long second = 0; second < 80; second += 10) {
      poll(second, awaiting(second));
      restart();
    }
    assertThat(counted()).isZero();
    absent(80, 200);
    assertThat(counted(Outcome.BRIEF)).isEqualTo(1);
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void withoutANotificationItIsCountedInTheEndAndItsReceiverIsNotWaitedForUntilItTellsAgain() {
    poll(0, awaiting(0));
    tell(1, "b");
    ledger.accept(List.of(notified(2, Status.RESOLVED, "a")));
    for (long second = 10; second <= 80; second += 10) {
      assertThat(ledger.receivers("main").get("pager").connected()).isTrue();
      poll(second, awaiting(second));
    }
    restart();
    assertThat(ledger.receivers("main").get("pager")).isEqualTo(new ReceiverState(at(2), Optional.of(at(80))));
    assertThat(ledger.receivers("main").get("pager").connected()).isFalse();
    ledger.accept(List.of(notified(85, Status.RESOLVED, "a")));
    assertThat(ledger.receivers("main").get("pager").connected()).isTrue();
    absent(90, 210);
    assertCalled(80);
  }

  @Test
  void aNotificationInTimeIsNoLapse() {
    poll(0, awaiting(0));
    for (long second = 10; second <= 70; second += 10) {
      poll(second, awaiting(second));
    }
    tell(75, "a");
    poll(80, awaiting(80));
    assertThat(ledger.receivers("main").get("pager").connected()).isTrue();
    absent(90, 210);
    assertCalled(75);
  }

  @Test
  void theCallerLooksForTimeMutesWhenTheGraceIsOverAndWhenTheWaitIs() {
    for (long second = 0; second <= 80; second += 10) {
      Poll next = aPoll(second, awaiting(second));
      assertThat(ledger.dueToCount(next)).as("at second " + second)
          .isEqualTo(second == 30 || second == 80 ? java.util.Set.of("a") : java.util.Set.of());
      ledger.record(next);
    }
  }

  @Test
  void theCallerNeedNotLookForTimeMutesWhereAPersonWasCalled() {
    poll(0, unsuppressed(0));
    tell(5, "a");
    assertThat(ledger.dueToCount(aPoll(30, unsuppressed(30)))).isEmpty();
  }
}
