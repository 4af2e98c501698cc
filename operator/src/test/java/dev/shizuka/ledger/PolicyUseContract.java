package dev.shizuka.ledger;

import static dev.shizuka.ledger.Scene.NIGHTLY;
import static dev.shizuka.ledger.Scene.NODES;
import static dev.shizuka.ledger.Scene.START;
import static dev.shizuka.ledger.Scene.askedInVain;
import static dev.shizuka.ledger.Scene.at;
import static dev.shizuka.ledger.Scene.calledBefore;
import static dev.shizuka.ledger.Scene.observed;
import static dev.shizuka.ledger.Scene.poll;
import static dev.shizuka.ledger.Scene.suppressed;
import static dev.shizuka.ledger.Scene.suppressedByBoth;
import static dev.shizuka.ledger.Scene.unsuppressed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.PolicyUse.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the ledger says of each policy, on every store. */
abstract class PolicyUseContract extends OnEveryStore {
  private static final long DAY = 86_400;
  private void absent(long from) {
    for (long second = from; second <= from + 120; second += 10) {
      ledger.record(poll(second));
    }
  }

  PolicyUse use(ResourceId policy, Instant now) {
    return ledger.policyUses(now).get(policy);
  }

  private Counts ever(ResourceId policy) {
    return use(policy, START).ever();
  }

  @Test
  void anEpisodeThatTwoPoliciesSuppressIsCountedOnceAndBothSeeIt() {
    ledger.record(poll(0, suppressed(0)));
    ledger.record(poll(10, suppressedByBoth(10)));
    restart();
    ledger.record(poll(20, suppressed(20)));
    absent(30);
    assertThat(ledger.totals().stream().filter(total -> total.outcome() == Outcome.SUPPRESSED)
        .mapToLong(Ledger.Total::count)).containsExactly(1L);
    assertThat(ever(NIGHTLY)).isEqualTo(new Counts(1, 0, 0, 0, 0));
    assertThat(ever(NODES)).isEqualTo(new Counts(1, 0, 0, 0, 0));
  }

  @Test
  void aPolicyThatComesAfterThePersonWasCalledSuppressesNothing() {
    ledger.record(poll(0, unsuppressed(0)));
    ledger.record(poll(30, unsuppressed(30)));
    ledger.record(poll(40, calledBefore(unsuppressed(40), NIGHTLY)));
    ledger.record(poll(50, calledBefore(unsuppressed(50), NIGHTLY)));
    restart();
    ledger.record(poll(60, calledBefore(unsuppressed(60), NIGHTLY)));
    ledger.record(poll(70, suppressed(70)));
    absent(80);
    assertThat(ever(NIGHTLY)).isEqualTo(new Counts(0, 0, 0, 0, 1));
  }

  @Test
  void whatAnObservingPolicyWouldHaveHiddenThoughAPersonWasCalledIsToldApart() {
    ledger.record(poll(0, observed(unsuppressed(0), NODES), observed(unsuppressed("b", 0), NODES)));
    ledger.record(poll(30, observed(unsuppressed(30), NODES)));
    absent(40);
    absent(170);
    assertThat(ever(NODES)).isEqualTo(new Counts(0, 2, 1, 0, 0));
    assertThat(ledger.wouldSuppress()).containsEntry(NODES, 2L);
  }

  @Test
  void whatAPolicyAsksForInVainIsCountedOnceAnEpisode() {
    ledger.record(poll(0, unsuppressed(0)));
    ledger.record(poll(10, askedInVain(unsuppressed(10), NIGHTLY, NODES)));
    restart();
    ledger.record(poll(20, askedInVain(unsuppressed(20), NIGHTLY)));
    ledger.record(poll(30, unsuppressed(30)));
    ledger.record(poll(40, askedInVain(unsuppressed(40), NODES)));
    assertThat(ever(NIGHTLY).inVain()).isOne();
    assertThat(ever(NODES).inVain()).isOne();
    absent(50);
    ledger.record(poll(200, askedInVain(unsuppressed(200), NODES)));
    assertThat(ever(NODES).inVain()).isEqualTo(2);
  }

  @Test
  void countsAreByDayAndAWeekHasSeven() {
    ledger.record(poll(0, suppressed(0)));
    absent(10);
    ledger.record(poll(DAY, suppressed(DAY)));
    absent(DAY + 10);
    restart();
    assertThat(use(NIGHTLY, at(DAY)).week().suppressed()).isEqualTo(2);
    assertThat(use(NIGHTLY, at(7 * DAY - 1)).week().suppressed()).isEqualTo(2);
    assertThat(use(NIGHTLY, at(7 * DAY)).week().suppressed()).isEqualTo(1);
    assertThat(use(NIGHTLY, at(8 * DAY)).week().suppressed()).isZero();
    assertThat(use(NIGHTLY, at(30 * DAY - 1)).month().suppressed()).isEqualTo(2);
    assertThat(use(NIGHTLY, at(30 * DAY)).month().suppressed()).isEqualTo(1);
    assertThat(use(NIGHTLY, at(99 * DAY)).ever().suppressed()).isEqualTo(2);
  }

  @Test
  void aPolicyIsKnownFromItsFirstCatalogOn() {
    ledger.declared(List.of(NIGHTLY), at(5));
    ledger.declared(List.of(NIGHTLY, NODES), at(50));
    restart();
    ledger.declared(List.of(NIGHTLY, NODES), at(500));
    assertThat(use(NIGHTLY, at(600)).knownSince()).isEqualTo(at(5));
    assertThat(use(NODES, at(600)))
        .isEqualTo(new PolicyUse(at(50), Optional.empty(), 0, Counts.NONE, Counts.NONE, Counts.NONE));
  }

  @Test
  void whatIsQuietNowIsWhatTheLastPollShowed() {
    ledger.record(poll(0, suppressed(0), unsuppressed("b", 0).suppressed(Scene.INHIBITED)));
    assertThat(use(NIGHTLY, START).suppressedNow()).isOne();
    restart();
    assertThat(use(NIGHTLY, START).suppressedNow()).isOne();
    ledger.record(poll(10, suppressedByBoth(10)));
    assertThat(use(NODES, START).suppressedNow()).isOne();
    ledger.record(poll(20, unsuppressed(20)));
    assertThat(use(NIGHTLY, START).suppressedNow()).isZero();
  }

  @Test
  void aForeignSilenceIsShownWithItsAuthor() {
    Sighting.Suppression alices = new Sighting.Suppression(Sighting.Reason.EXTERNAL, Optional.empty(), "alice");
    ledger.record(poll(0, unsuppressed(0).suppressed(alices)));
    restart();
    assertThat(ledger.open()).singleElement().extracting(Ledger.Episode::author).isEqualTo("alice");
    absent(10);
    assertThat(ledger.recent(1)).singleElement().extracting(Ledger.Episode::author).isEqualTo("alice");
    assertThat(Duration.between(START, ledger.recent(1).getFirst().lastSeenAt())).isZero();
  }
}
