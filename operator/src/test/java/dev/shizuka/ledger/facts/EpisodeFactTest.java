package dev.shizuka.ledger.facts;

import static dev.shizuka.ledger.facts.Answer.Kind.ACKNOWLEDGED;
import static dev.shizuka.ledger.facts.Answer.Kind.CAUSE;
import static dev.shizuka.ledger.facts.Answer.Kind.RESOLVED;
import static dev.shizuka.ledger.facts.EpisodeFacts.START;
import static dev.shizuka.ledger.facts.EpisodeFacts.called;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.EpisodeFact.Objective;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EpisodeFactTest {
  private static final Instant LATER = START.plus(Duration.ofDays(1));
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  @Test
  void handlingTimeIsFromTheFirstAnswerToTheResolution() {
    assertThat(called(START).answered(ACKNOWLEDGED, minutes(5)).ended(minutes(25)).fact().handlingSeconds())
        .isEqualTo(minutes(20).toSeconds());
    assertThat(called(START).answered(RESOLVED, minutes(15)).answered(ACKNOWLEDGED, minutes(5)).ended(minutes(60))
        .fact().handlingSeconds()).isEqualTo(minutes(10).toSeconds());
    assertThat(called(START).answered(ACKNOWLEDGED, minutes(5)).fact().handlingSeconds()).as("not yet over").isZero();
    assertThat(called(START).answered(CAUSE, minutes(90)).ended(minutes(60)).fact().handlingSeconds())
        .as("answered after the end").isZero();
    assertThat(EpisodeFacts.of(START, Outcome.SUPPRESSED).answered(ACKNOWLEDGED, minutes(5)).ended(minutes(25)).fact()
        .handlingSeconds()).as("nobody was called").isZero();
  }

  @Test
  void unattendedIsWhatEndedByItselfWithNoAnswer() {
    assertThat(called(START).ended(minutes(20)).fact().unattended()).isTrue();
    assertThat(called(START).ended(minutes(20)).fact().unattendedBriefly()).isFalse();
    assertThat(called(START).ended(minutes(6)).fact().unattendedBriefly()).isTrue();
    assertThat(called(START).fact().unattended()).as("open").isFalse();
    assertThat(called(START).ended(minutes(20)).answered(CAUSE, minutes(1)).fact().unattended()).isFalse();
    assertThat(EpisodeFacts.of(START, Outcome.BRIEF).ended(minutes(1)).fact().unattended()).isFalse();
  }

  @Test
  void objectiveIsMetExcludedPendingOrMissedInThisOrder() {
    Duration due = minutes(31);
    assertThat(called(START).answered(ACKNOWLEDGED, due).fact().objective(LATER)).isEqualTo(Objective.MET);
    assertThat(called(START).answered(RESOLVED, minutes(29)).ended(minutes(20)).fact().objective(LATER))
        .as("answered in time, though it was over").isEqualTo(Objective.MET);
    assertThat(called(START).ended(minutes(30)).fact().objective(LATER)).isEqualTo(Objective.EXCLUDED);
    assertThat(called(START).fact().objective(START.plus(minutes(30)))).isEqualTo(Objective.PENDING);
    assertThat(called(START).fact().objective(START.plus(due))).isEqualTo(Objective.MISSED);
    assertThat(called(START).ended(due).fact().objective(LATER)).isEqualTo(Objective.MISSED);
    assertThat(called(START).answered(ACKNOWLEDGED, due.plusSeconds(1)).fact().objective(LATER))
        .isEqualTo(Objective.MISSED);
    assertThat(called(START).answered(CAUSE, minutes(5)).fact().objective(LATER)).as("a cause is no answer in time")
        .isEqualTo(Objective.MISSED);
    assertThat(called(START).noPromise().fact().objective(LATER)).isEqualTo(Objective.NONE);
  }

  @Test
  void sameDayIsByTheClockOfTheZone() {
    Instant evening = Instant.parse("2026-11-20T14:50:00Z");
    EpisodeFact fact = called(evening).answered(ACKNOWLEDGED, minutes(20)).fact();
    assertThat(fact.answeredSameDay(ZoneId.of("UTC"))).isTrue();
    assertThat(fact.answeredSameDay(TOKYO)).isFalse();
  }

  @Test
  void whatCameBackWithinHalfAnHourIsAgain() {
    assertThat(called(START).previousEnded(minutes(30)).fact().again()).isTrue();
    assertThat(called(START).previousEnded(minutes(31)).fact().again()).isFalse();
    assertThat(called(START).fact().again()).isFalse();
  }

  @Test
  void outcomeAndCallGoTogether() {
    assertThatThrownBy(() -> {
      EpisodeFact fact = called(START).fact();
      new EpisodeFact(fact.id(), fact.series(), "f", START, fact.endedAt(), java.util.Optional.of(Outcome.BRIEF),
          fact.actionableAt(), "", "", fact.due(), List.of(), "", java.util.Optional.empty(), List.of(), List.of());
    }).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 100)
  void sumsAreTheSameInWhateverOrderAnswersCome(@ForAll long seed) {
    Random random = new Random(seed);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      answers.add(new Answer(START.plusSeconds(random.nextInt(7200)), Answer.Kind.values()[random.nextInt(3)], "x"));
    }
    EpisodeFact complete = called(START).ended(minutes(90)).fact();
    SlotFacts slots = new SlotFacts(TOKYO);
    Sums kept = slots.of(complete, LATER).sums();
    List<Answer> told = new ArrayList<>();
    EpisodeFact before = complete;
    Collections.shuffle(answers, random);
    for (Answer answer : answers) {
      told.add(answer);
      EpisodeFact after = with(complete, told);
      kept = kept.minus(slots.of(before, LATER).sums()).plus(slots.of(after, LATER).sums());
      before = after;
    }
    assertThat(kept).isEqualTo(slots.of(with(complete, answers), LATER).sums());
  }

  private static EpisodeFact with(EpisodeFact fact, List<Answer> answers) {
    return new EpisodeFact(fact.id(), fact.series(), fact.fingerprint(), fact.startedAt(), fact.endedAt(),
        fact.outcome(), fact.actionableAt(), fact.reason(), fact.policy(), fact.due(), answers, fact.cause(),
        fact.previousEndedAt(), fact.wouldSuppress(), fact.told());
  }

  @Test
  void slotsBeginWithEachQuarterOfAnHour() {
    assertThat(SlotFacts.slot(Instant.parse("2026-11-20T10:14:59.999Z"))).isEqualTo("2026-11-20T10:00:00Z");
    assertThat(SlotFacts.slot(Instant.parse("1969-12-31T23:59:00Z"))).isEqualTo("1969-12-31T23:45:00Z");
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
