package dev.shizuka.ledger;

import static dev.shizuka.ledger.Scene.BY_NIGHTLY;
import static dev.shizuka.ledger.Scene.INHIBITED;
import static dev.shizuka.ledger.Scene.NIGHTLY;
import static dev.shizuka.ledger.Scene.NODES;
import static dev.shizuka.ledger.Scene.SETTLE;
import static dev.shizuka.ledger.Scene.at;
import static dev.shizuka.ledger.Scene.awaiting;
import static dev.shizuka.ledger.Scene.away;
import static dev.shizuka.ledger.Scene.observed;
import static dev.shizuka.ledger.Scene.poll;
import static dev.shizuka.ledger.Scene.suppressed;
import static dev.shizuka.ledger.Scene.undecided;
import static dev.shizuka.ledger.Scene.unsuppressed;
import static dev.shizuka.ledger.Scene.up;
import static dev.shizuka.ledger.Scene.upSince;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** In the order of the numbered lists of {@link EpisodeFold} and {@link Course}. */
class EpisodeFoldTest {
  private Map<String, OpenEpisode> open = Map.of();
  private Optional<Instant> previous = Optional.empty();
  private final List<Folded.End> ends = new ArrayList<>();
  private final Map<String, Instant> notified = new HashMap<>();
  private int counted;
  private int opened;

  private Folded see(Poll poll) {
    Told told = new Told(notified, Map.of()).of(open);
    Folded folded = EpisodeFold.fold(new LedgerState.Backend(previous, open, Map.of(), told), poll, SETTLE);
    if (folded.recorded()) {
      notified.clear();
      previous = Optional.of(poll.at());
    }
    open = folded.open();
    folded.changes().forEach(change -> {
      opened += change.opened() ? 1 : 0;
      counted += change.becameActionable() ? 1 : 0;
      change.end().ifPresent(ends::add);
    });
    return folded;
  }

  /** Polls every ten seconds without the alert. */
  private void absent(long from, long to) {
    for (long second = from; second <= to; second += 10) {
      see(poll(second));
    }
  }

  private void absent(long from, long to, List<Poll.Member> members) {
    for (long second = from; second <= to; second += 10) {
      see(poll(second, members));
    }
  }

  private Outcome onlyOutcome() {
    assertThat(ends).hasSize(1);
    assertThat(open).isEmpty();
    return ends.getFirst().outcome();
  }

  @Nested
  class OfTheCourse {
    @Test
    void anUnsuppressedSightingStartsTheSpanOnce() {
      see(poll(0, unsuppressed(0)));
      see(poll(10, unsuppressed(10)));
      assertThat(open.get("a").course().unsuppressedSince()).contains(at(0));
    }

    @Test
    void theSightingThatMakesTheSpanAsLongAsTheGraceIsCounted() {
      see(poll(0, unsuppressed(0)));
      see(poll(29, unsuppressed(29)));
      assertThat(counted).isZero();
      see(poll(30, unsuppressed(30)));
      assertThat(counted).isOne();
      see(poll(40, suppressed(40)));
      see(poll(80, unsuppressed(80)));
      absent(90, 210);
      assertThat(onlyOutcome()).isEqualTo(Outcome.ACTIONABLE);
      assertThat(counted).isOne();
    }

    @Test
    void withoutAGraceTheFirstSightingIsCounted() {
      see(poll(0, withGrace(unsuppressed(0), Duration.ZERO)));
      assertThat(counted).isOne();
    }

    @Test
    void theGraceOfTheSightingDecides() {
      see(poll(0, unsuppressed(0)));
      see(poll(30, withGrace(unsuppressed(30), Duration.ofSeconds(45))));
      assertThat(counted).isZero();
    }

    @Test
    void whereANotificationIsWaitedForThePatienceDecides() {
      for (long second = 0; second < 80; second += 10) {
        see(poll(second, awaiting(second)));
      }
      assertThat(counted).isZero();
      see(poll(80, awaiting(80)));
      assertThat(counted).isOne();
    }

    @Test
    void whatEndsBeforeItsGroupIsFlushedIsBriefThoughItLastedLongerThanTheGrace() {
      for (long second = 0; second < 80; second += 10) {
        see(poll(second, awaiting(second)));
      }
      absent(80, 200);
      assertThat(onlyOutcome()).isEqualTo(Outcome.BRIEF);
      assertThat(counted).isZero();
    }

    @Test
    void whenNoNotificationIsWaitedForAnyMoreTheGraceDecidesAgain() {
      for (long second = 0; second <= 40; second += 10) {
        see(poll(second, awaiting(second)));
      }
      see(poll(50, unsuppressed(50)));
      assertThat(counted).isOne();
    }

    @Test
    void aNotificationCountsAtItsOwnTimeWithinTheGrace() {
      see(poll(0, unsuppressed(0)));
      notified.put("a", at(7));
      see(poll(10, unsuppressed(10)));
      assertThat(counted).isOne();
      assertThat(open.get("a").course().actionableAt()).contains(at(7));
      notified.put("a", at(15));
      see(poll(20, unsuppressed(20)));
      absent(30, 150);
      assertThat(onlyOutcome()).isEqualTo(Outcome.ACTIONABLE);
      assertThat(counted).isOne();
    }

    @Test
    void aNotificationCountsThoughTheAlertIsSilencedOrGoneByThen() {
      see(poll(0, suppressed(0), unsuppressed("b", 0)));
      notified.put("a", at(7));
      notified.put("b", at(7));
      see(poll(10, suppressed(10)));
      assertThat(counted).isEqualTo(2);
      absent(20, 140);
      assertThat(ends).extracting(Folded.End::outcome).containsOnly(Outcome.ACTIONABLE);
    }

    @Test
    void aNotificationThatComesBeforeThePollThatClosesTheEpisodeStillCounts() {
      see(poll(0, unsuppressed(0)));
      absent(10, 120);
      notified.put("a", at(125));
      see(poll(130));
      assertThat(onlyOutcome()).isEqualTo(Outcome.ACTIONABLE);
    }

    @Test
    void aPolicyInObserveModeWouldHavePreventedTheCallThatItAloneCovered() {
      see(poll(0, observed(unsuppressed(0), NIGHTLY)));
      notified.put("a", at(7));
      see(poll(10, observed(unsuppressed(10), NIGHTLY)));
      absent(20, 140);
      assertThat(ends.getFirst().wouldSuppress()).containsExactly(NIGHTLY);
    }

    @Test
    void aPolicyInObserveModeWouldNotHavePreventedACallBeforeOrAfterItsTime() {
      see(poll(0, observed(unsuppressed(0), NIGHTLY)));
      see(poll(10, unsuppressed(10)));
      notified.put("a", at(17));
      see(poll(20, observed(unsuppressed(20), NIGHTLY, NODES)));
      absent(30, 150);
      assertThat(ends.getFirst().wouldSuppress()).isEmpty();
    }

    @Test
    void aSuppressedSightingEndsTheSpanAndTheFirstReasonIsKept() {
      see(poll(0, unsuppressed(0)));
      see(poll(10, suppressed(10)));
      see(poll(20, unsuppressed(20).suppressed(INHIBITED)));
      see(poll(30, unsuppressed(30)));
      see(poll(50, unsuppressed(50)));
      assertThat(counted).isZero();
      assertThat(open.get("a").attribution().first()).contains(BY_NIGHTLY);
      see(poll(60, unsuppressed(60)));
      assertThat(counted).isOne();
    }

    @Test
    void anUndecidedSightingDoesNotStartTheSpan() {
      see(poll(0, undecided(0)));
      see(poll(10, undecided(10)));
      see(poll(20, unsuppressed(20)));
      see(poll(40, unsuppressed(40)));
      assertThat(counted).isZero();
    }

    @Test
    void anUndecidedSightingDoesNotEndTheSpanAndCannotCompleteIt() {
      see(poll(0, unsuppressed(0)));
      see(poll(30, undecided(30)));
      assertThat(counted).isZero();
      see(poll(40, unsuppressed(40)));
      assertThat(counted).isOne();
    }

    @Test
    void absenceEndsTheSpan() {
      see(poll(0, unsuppressed(0)));
      see(poll(10));
      see(poll(20, unsuppressed(20)));
      see(poll(40, unsuppressed(40)));
      assertThat(counted).isZero();
      see(poll(50, unsuppressed(50)));
      assertThat(counted).isOne();
    }

    @Test
    void aGapEndsTheSpan() {
      see(poll(0, unsuppressed(0)));
      see(poll(31, unsuppressed(31)));
      assertThat(counted).isZero();
      see(poll(61, unsuppressed(61)));
      assertThat(counted).isOne();
    }

    @Test
    void unobservedWhereThereWasAGap() {
      see(poll(0, suppressed(0)));
      see(poll(60, suppressed(60)));
      absent(70, 190);
      assertThat(onlyOutcome()).isEqualTo(Outcome.UNOBSERVED);
    }

    @Test
    void aGapAfterItWasCountedMeansNothing() {
      see(poll(0, unsuppressed(0)));
      see(poll(30, unsuppressed(30)));
      see(poll(300, unsuppressed(300)));
      absent(310, 430);
      assertThat(onlyOutcome()).isEqualTo(Outcome.ACTIONABLE);
    }

    @Test
    void suppressedWhereItWasEverSeenSuppressed() {
      see(poll(0, unsuppressed(0)));
      see(poll(20, suppressed(20)));
      see(poll(30, unsuppressed(30)));
      absent(40, 160);
      assertThat(onlyOutcome()).isEqualTo(Outcome.SUPPRESSED);
    }

    @Test
    void briefWhereItLastedWithinTheGrace() {
      see(poll(0, undecided(0)));
      see(poll(30, unsuppressed(30)));
      absent(40, 160);
      assertThat(onlyOutcome()).isEqualTo(Outcome.BRIEF);
    }

    @Test
    void unobservedWhereNobodyCanTell() {
      see(poll(0, undecided(0)));
      see(poll(30, undecided(30)));
      see(poll(40, undecided(40)));
      absent(50, 170);
      assertThat(onlyOutcome()).isEqualTo(Outcome.UNOBSERVED);
    }
  }

  @Nested
  class OfThePoll {
    @Test
    void aPollThatIsNotLaterChangesNothing() {
      see(poll(0, unsuppressed(0)));
      see(poll(10, unsuppressed(10)));
      Map<String, OpenEpisode> before = open;
      assertThat(see(poll(10, suppressed(10))).recorded()).isFalse();
      assertThat(see(poll(5)).recorded()).isFalse();
      assertThat(open).isEqualTo(before);
    }

    @Test
    void aPollWithoutReachableMembersIsNone() {
      see(poll(0, unsuppressed(0)));
      assertThat(see(poll(10, List.of(away()))).recorded()).isFalse();
      assertThat(open.get("a").absence()).isEmpty();
    }

    @Test
    void anAlertOpensOneEpisodeWhateverItsStartsAt() {
      see(poll(0, unsuppressed(0)));
      see(poll(10, unsuppressed(400)));
      assertThat(opened).isOne();
    }

    @Test
    void aNewEpisodeNeverStartsWithAGap() {
      see(poll(0));
      see(poll(600, suppressed(600)));
      assertThat(open.get("a").course().gap()).isFalse();
    }

    @Test
    void moreTimeThanTheGraceIsAGapForPresentAndAbsentOnes() {
      see(poll(0, unsuppressed(0), unsuppressed("b", 0)));
      see(poll(30, suppressed(30)));
      assertThat(open.values()).noneMatch(episode -> episode.course().gap());
      see(poll(61, suppressed(61)));
      assertThat(open.values()).hasSize(2).allMatch(episode -> episode.course().gap());
    }

    @Test
    void anAlertThatComesBackBeforeItSettledGoesOn() {
      see(poll(0, suppressed(0)));
      absent(10, 120);
      see(poll(130, suppressed(130)));
      absent(140, 250);
      assertThat(ends).isEmpty();
      assertThat(opened).isOne();
      absent(260, 260);
      assertThat(onlyOutcome()).isEqualTo(Outcome.SUPPRESSED);
    }

    @Test
    void absenceSeenByAWitnessClosesWhenItSettled() {
      see(poll(0, suppressed(0)));
      absent(10, 120);
      assertThat(ends).isEmpty();
      see(poll(130));
      assertThat(ends).singleElement().extracting(Folded.End::closedAt).isEqualTo(at(130));
    }

    @Test
    void aMemberThatIsAwayDoesNotHoldItBack() {
      see(poll(0, suppressed(0)));
      absent(10, 130, List.of(upSince(-600), away()));
      assertThat(onlyOutcome()).isEqualTo(Outcome.SUPPRESSED);
    }

    @Test
    void aMemberThatHasRestartedIsNoWitness() {
      see(poll(0, suppressed(0)));
      see(poll(10, suppressed(10)));
      absent(20, 240, List.of(upSince(15), away()));
      assertThat(ends).isEmpty();
    }

    @Test
    void absenceIsSeenAnewFromTheFirstPollWithAWitness() {
      see(poll(0, suppressed(0)));
      absent(10, 100, List.of(upSince(5), away()));
      absent(110, 220, List.of(upSince(5), up()));
      assertThat(ends).isEmpty();
      absent(230, 230, List.of(upSince(5), up()));
      assertThat(onlyOutcome()).isEqualTo(Outcome.SUPPRESSED);
    }

    @Test
    void withoutAWitnessItClosesAfterTheLastSeenEnd() {
      see(poll(0, suppressed(0)));
      absent(10, 230, List.of(upSince(5)));
      assertThat(ends).isEmpty();
      absent(240, 240, List.of(upSince(5)));
      assertThat(onlyOutcome()).isEqualTo(Outcome.SUPPRESSED);
    }

    @Test
    void anEndFarAheadCountsForADayAtMost() {
      Sighting forEver = new Sighting("a", Scene.labels("a"), "p3", at(0), at(999_999_999), Sighting.State.UNSUPPRESSED,
          Optional.empty(), Scene.GRACE, List.of());
      see(poll(0, forEver));
      assertThat(open.get("a").seen().endsWithin()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aPolicyThatWouldHaveSuppressedIsCounted() {
      see(poll(0, observed(unsuppressed(0), NIGHTLY)));
      see(poll(30, observed(unsuppressed(30), NIGHTLY)));
      absent(40, 160);
      assertThat(onlyOutcome()).isEqualTo(Outcome.ACTIONABLE);
      assertThat(ends.getFirst().wouldSuppress()).containsExactly(NIGHTLY);
    }

    @Test
    void aPolicyThatComesTooLateWouldNotHaveSuppressed() {
      see(poll(0, unsuppressed(0)));
      see(poll(30, unsuppressed(30)));
      see(poll(40, observed(unsuppressed(40), NIGHTLY)));
      absent(50, 170);
      assertThat(ends.getFirst().wouldSuppress()).isEmpty();
    }

    @Test
    void aPolicyThatEndsTooEarlyWouldNotHaveSuppressed() {
      see(poll(0, observed(unsuppressed(0), NIGHTLY, NODES)));
      for (long second = 10; second <= 50; second += 10) {
        see(poll(second, observed(unsuppressed(second), NODES)));
      }
      absent(60, 180);
      assertThat(ends.getFirst().wouldSuppress()).containsExactly(NODES);
    }

    @Test
    void aPolicyIsNotCountedForWhatIsSuppressedAnyway() {
      see(poll(0, observed(suppressed(0), NODES)));
      absent(10, 130);
      assertThat(onlyOutcome()).isEqualTo(Outcome.SUPPRESSED);
      assertThat(ends.getFirst().wouldSuppress()).isEmpty();
    }
  }

  @Test
  void aQuietPollChangesNothing() {
    see(poll(0, unsuppressed(0), unsuppressed("b", 0).suppressed(INHIBITED)));
    see(poll(30, unsuppressed(30), unsuppressed("b", 30).suppressed(INHIBITED)));
    for (long second = 40; second < 400; second += 10) {
      assertThat(see(poll(second, unsuppressed(second), unsuppressed("b", second).suppressed(INHIBITED))).changes())
          .isEmpty();
    }
  }

  private static Sighting withGrace(Sighting sighting, Duration grace) {
    return new Sighting(sighting.fingerprint(), sighting.labels(), sighting.priority(), sighting.startsAt(),
        sighting.endsAt(), sighting.state(), sighting.suppression(), grace, sighting.wouldSuppress());
  }
}
