package dev.shizuka.ledger;

import static dev.shizuka.ledger.Scene.SETTLE;
import static dev.shizuka.ledger.Scene.at;
import static dev.shizuka.ledger.Scene.poll;
import static dev.shizuka.ledger.Scene.suppressed;
import static dev.shizuka.ledger.Scene.unsuppressed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shizuka.ledger.GapFilling.Verdict;
import dev.shizuka.ledger.facts.FactScope;
import dev.shizuka.ledger.facts.Gap;
import dev.shizuka.ledger.facts.Gap.Reason;
import dev.shizuka.ledger.facts.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Gaps and how they are filled, on every store. */
abstract class GapContract extends OnEveryStore {
  private static final Period DAY = new Period(at(0), at(86_400));
  /** Polls until second 100, and again from second 1000 on. */
  private OpenGap gap(Sighting... after) {
    ledger.record(poll(100));
    ledger.record(poll(1_000, after));
    ledger.record(poll(1_030, after));
    return ledger.gaps("main").getFirst();
  }

  private static PastAlert past(String fingerprint, Period... stretches) {
    return new PastAlert(fingerprint, Scene.labels(fingerprint), "p3", List.of(stretches));
  }

  private static Period period(long from, long until) {
    return new Period(at(from), at(until));
  }

  private int fill(OpenGap gap, PastAlert... alerts) {
    return ledger.fill(new GapFilling(gap, List.of(alerts), Optional.of(Verdict.FILLED)));
  }

  private Map<Outcome, Long> counted() {
    return ledger.totals().stream().collect(java.util.stream.Collectors.groupingBy(Ledger.Total::outcome,
        java.util.TreeMap::new, java.util.stream.Collectors.summingLong(Ledger.Total::count)));
  }

  private long inSums(Outcome outcome) {
    return ledger.facts().totals(FactScope.ALL, DAY).stream().filter(total -> total.outcome().equals(outcome.label()))
        .mapToLong(total -> total.episodes()).sum();
  }

  @Test
  void aGapIsOfferedAcrossRestartsFromWhenPollsHaveShownWhatFires() {
    ledger.record(poll(100));
    ledger.record(poll(1_000));
    assertThat(ledger.gaps("main")).isEmpty();
    restart();
    ledger.record(poll(1_030));
    restart();
    assertThat(ledger.gaps("main")).containsExactly(new OpenGap("main", period(100, 1_000), at(1_030)));
    assertThat(ledger.gaps("other")).isEmpty();
    assertThat(ledger.facts().gaps(DAY)).containsExactly(new Gap(at(100), at(1_000), Reason.NotYet));
  }

  @Test
  void timeWithoutAMemberThatAnswersIsAGapAsWell() {
    ledger.record(poll(100));
    for (long second = 110; second < 1_000; second += 10) {
      ledger.record(poll(second, List.of(Scene.away())));
    }
    ledger.record(poll(1_000, List.of(Scene.away(), Scene.upSince(950))));
    assertThat(ledger.facts().gaps(DAY)).containsExactly(new Gap(at(100), at(1_000), Reason.NotYet));
    ledger.record(poll(1_030));
    assertThat(ledger.gaps("main")).as("the member has yet to be told what fires").isEmpty();
    for (long second = 1_060; second <= 1_120; second += 30) {
      ledger.record(poll(second));
    }
    assertThat(ledger.gaps("main")).singleElement().extracting(OpenGap::observedUntil).isEqualTo(at(1_100));
  }

  @Test
  void whatOnlyHistoryShowsIsAnUnobservedEpisodeOnce() {
    OpenGap gap = gap();
    assertThat(fill(gap, past("a", period(300, 360), period(700, 710)), past("b", period(400, 500)))).isEqualTo(3);
    for (int round = 0; round < 2; round++) {
      assertThat(counted()).containsEntry(Outcome.UNOBSERVED, 3L).containsEntry(Outcome.ACTIONABLE, 0L);
      assertThat(ledger.totals()).filteredOn(total -> total.count() > 0)
          .extracting(Ledger.Total::namespace, Ledger.Total::alertname, Ledger.Total::priority, Ledger.Total::count)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("shop", "Alerta", "p3", 2L),
              org.assertj.core.groups.Tuple.tuple("shop", "Alertb", "p3", 1L));
      assertThat(inSums(Outcome.UNOBSERVED)).isEqualTo(3);
      assertThat(ledger.recent(9)).extracting(Ledger.Episode::firstSeenAt, episode -> episode.closedAt().orElseThrow())
          .containsExactly(org.assertj.core.groups.Tuple.tuple(at(700), at(710)),
              org.assertj.core.groups.Tuple.tuple(at(400), at(500)),
              org.assertj.core.groups.Tuple.tuple(at(300), at(360)));
      assertThat(ledger.gaps("main")).isEmpty();
      assertThat(ledger.facts().gaps(DAY)).isEmpty();
      assertThat(fill(gap, past("c", period(300, 360)))).as("it has ended").isZero();
      restart();
    }
  }

  @Test
  void anAlertThatFiredBeforeThroughAndAfterStaysOneEpisode() {
    ledger.record(poll(90, suppressed(90)));
    ledger.record(poll(100, suppressed(100)));
    ledger.record(poll(1_000, suppressed(1_000)));
    ledger.record(poll(1_030, suppressed(1_030)));
    assertThat(fill(ledger.gaps("main").getFirst(), past("a", period(50, 1_045)))).isZero();
    assertThat(ledger.open()).singleElement().extracting(Ledger.Episode::firstSeenAt).isEqualTo(at(90));
    ledger.record(poll(1_040));
    ledger.record(poll(1_160));
    assertThat(counted()).containsEntry(Outcome.UNOBSERVED, 1L);
    assertThat(ledger.recent(9)).hasSize(1);
  }

  @Test
  void anAlertThatBeganInTheGapAndFiresOnIsTheEpisodeThatPollsOpened() {
    OpenGap gap = gap(unsuppressed(1_000));
    assertThat(fill(gap, past("a", period(600, 1_045)))).isZero();
    assertThat(ledger.open()).hasSize(1);
    assertThat(counted()).containsEntry(Outcome.ACTIONABLE, 1L).containsEntry(Outcome.UNOBSERVED, 0L);
  }

  @Test
  void partsThatAreWrittenAgainAfterACutMakeNothingTwice() {
    OpenGap gap = gap();
    GapFilling part = new GapFilling(gap, List.of(past("a", period(300, 360))), Optional.empty());
    assertThat(ledger.fill(part)).isEqualTo(1);
    restart();
    assertThat(ledger.gaps("main")).as("no verdict yet").containsExactly(gap);
    assertThat(ledger.fill(part)).isZero();
    assertThat(fill(gap, past("b", period(300, 360)))).isEqualTo(1);
    assertThat(counted()).containsEntry(Outcome.UNOBSERVED, 2L);
    assertThat(inSums(Outcome.UNOBSERVED)).isEqualTo(2);
  }

  @Test
  void whatStaysUnknownIsTold() {
    OpenGap gap = gap();
    Verdict verdict = new Verdict(List.of(period(100, 300), period(900, 1_000)), Reason.NotKept);
    ledger.fill(new GapFilling(gap, List.of(past("a", period(400, 500))), Optional.of(verdict)));
    restart();
    assertThat(ledger.gaps("main")).isEmpty();
    assertThat(ledger.facts().gaps(DAY)).containsExactly(new Gap(at(100), at(300), Reason.NotKept),
        new Gap(at(900), at(1_000), Reason.NotKept));
    ledger.record(poll(2_000));
    ledger.record(poll(2_030));
    ledger.fill(GapFilling.none(ledger.gaps("main").getFirst(), Reason.NoPrometheus));
    assertThat(ledger.facts().gaps(period(1_500, 2_500)))
        .containsExactly(new Gap(at(1_030), at(2_000), Reason.NoPrometheus));
  }

  @Test
  void anInstanceThatFiresAgainSoonIsKnownAsFlapping() {
    fill(gap(), past("a", period(300, 360), period(700, 710)));
    assertThat(ledger.facts().sums(FactScope.ALL, DAY)).singleElement()
        .satisfies(sum -> assertThat(sum.sums().again()).isEqualTo(1));
  }

  @Test
  void aCommitWhoseAnswerWasLostFillsOnce() {
    OpenGap gap = gap();
    close();
    LostAnswers faults = new LostAnswers();
    store = Store.open(address(), faults::between);
    ledger = store.ledger(SETTLE);
    faults.loseNext();
    assertThatThrownBy(() -> fill(gap, past("a", period(300, 360)))).isInstanceOf(StoreException.class);
    fill(gap, past("a", period(300, 360)));
    assertThat(counted()).containsEntry(Outcome.UNOBSERVED, 1L);
    assertThat(ledger.recent(9)).hasSize(1);
    ledger.record(poll(1_040));
    assertThat(counted()).containsEntry(Outcome.UNOBSERVED, 1L);
  }
}
