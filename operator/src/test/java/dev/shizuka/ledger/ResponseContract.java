package dev.shizuka.ledger;

import static dev.shizuka.ledger.Scene.at;
import static dev.shizuka.ledger.Scene.unsuppressed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.ledger.ResponseFigures.Judged;
import dev.shizuka.ledger.facts.FactScope;
import dev.shizuka.ledger.facts.Gap;
import dev.shizuka.ledger.facts.NoiseFacts.Miss;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.response.DeliveryKey;
import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.ResponseEvent.Acknowledged;
import dev.shizuka.response.ResponseEvent.Answer;
import dev.shizuka.response.ResponseEvent.Cause;
import dev.shizuka.response.ResponseEvent.Resolved;
import dev.shizuka.response.Responses.Outcome;
import dev.shizuka.response.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people say of episodes, on every store. An answer is promised within ten minutes. */
abstract class ResponseContract extends OnEveryStore {
  private static final long WITHIN = 600;
  private void poll(long second, Sighting... alerts) {
    ledger.record(new Poll("main", at(second), List.of(Scene.up()), List.of(alerts),
        (priority, calledAt) -> Optional.of(calledAt.plusSeconds(WITHIN))));
  }

  /** It fires from second 0 on and calls somebody at second 30. */
  private void fire(long until) {
    for (long second = 0; second <= until; second += 30) {
      poll(second, unsuppressed(second));
    }
  }

  private void absent(long from) {
    for (long second = from; second <= from + 150; second += 30) {
      poll(second);
    }
  }

  private static Answer answer(String id, long second) {
    return new Answer(new DeliveryKey("test", id), at(second), new Target.Instance("a"), "sato");
  }

  private Outcome accept(ResponseEvent... events) {
    return ledger.accept(List.of(events));
  }

  private long judged(boolean met) {
    return ledger.responses().objectives().stream().filter(judged -> judged.met() == met).mapToLong(Judged::episodes)
        .sum();
  }

  private List<Miss> misses() {
    return ledger.facts().misses(FactScope.ALL, new Period(at(0), at(86_400)), 10);
  }

  @Test
  void countersOfAnswersAppearAtZeroWhenSomebodyIsCalled() {
    fire(0);
    assertThat(ledger.responses().objectives()).isEmpty();
    poll(30, unsuppressed(30));
    assertThat(ledger.responses().objectives()).containsExactly(new Judged("p3", false, 0), new Judged("p3", true, 0));
    assertThat(ledger.responses().handling()).singleElement()
        .isEqualTo(new ResponseFigures.Handled("shop", "Alerta", "p3", 0));
    assertThat(ledger.responses().answers()).hasSize(1);
  }

  @Test
  void anAnswerInTimeMeetsTheObjectiveOnceHoweverOftenItIsDelivered() {
    fire(300);
    assertThat(accept(new Acknowledged(answer("1", 270)))).isEqualTo(new Outcome(1, 0, 0));
    assertThat(accept(new Acknowledged(answer("1", 270)))).isEqualTo(new Outcome(0, 1, 0));
    restart();
    assertThat(judged(true)).isEqualTo(1);
    assertThat(ledger.responses().answers().getFirst().sumSeconds()).isEqualTo(240);
    accept(new Resolved(answer("2", 390)));
    assertThat(ledger.responses().handling().getFirst().seconds()).isEqualTo(120);
    fire(900);
    restart();
    assertThat(judged(true)).isEqualTo(1);
    assertThat(judged(false)).isZero();
    assertThat(ledger.responses().handling().getFirst().seconds()).isEqualTo(120);
  }

  @Test
  void anObjectiveIsMissedWhenItsTimeIsUpAndTheMissAsksForItsCause() {
    fire(600);
    assertThat(misses()).isEmpty();
    poll(630, unsuppressed(630));
    assertThat(judged(false)).isEqualTo(1);
    assertThat(misses()).singleElement().satisfies(miss -> {
      assertThat(miss.calledAt()).isEqualTo(at(30));
      assertThat(miss.due()).isEqualTo(at(630));
      assertThat(miss.cause()).isEmpty();
    });
    assertThat(ledger.responses().unexplained()).as("the day is not over").isEmpty();
    poll(86_400, unsuppressed(86_400));
    assertThat(ledger.responses().unexplained()).containsExactly(Map.entry("p3", 1L));
    accept(new Cause(answer("1", 86_000), "asleep"));
    assertThat(ledger.responses().unexplained()).isEmpty();
    assertThat(misses()).extracting(Miss::cause).containsExactly("asleep");
  }

  @Test
  void whatEndedByItselfBeforeAnAnswerWasDueIsNeitherMetNorMissed() {
    fire(60);
    absent(90);
    poll(900);
    assertThat(judged(true) + judged(false)).isZero();
    assertThat(misses()).isEmpty();
  }

  @Test
  void anAnswerThatComesLateFromItsSenderCorrectsTheReportAndNoCounterGoesDown() {
    fire(660);
    assertThat(judged(false)).isEqualTo(1);
    accept(new Acknowledged(answer("1", 120)));
    assertThat(misses()).isEmpty();
    assertThat(judged(false)).isEqualTo(1);
    assertThat(judged(true)).isZero();
  }

  @Test
  void anAnswerWaitsForTheEpisodeThatItIsAbout() {
    assertThat(accept(new Acknowledged(answer("1", 0)))).isEqualTo(new Outcome(1, 0, 1));
    restart();
    fire(60);
    assertThat(judged(true)).isEqualTo(1);
  }

  @Test
  void retentionTakesEpisodesAndLeavesEverySum() {
    fire(630);
    accept(new Resolved(answer("1", 650)));
    absent(660);
    Period day = new Period(at(0), at(86_400));
    var sums = ledger.facts().sums(FactScope.ALL, day);
    var totals = ledger.totals();
    var figures = ledger.responses();
    assertThat(ledger.retain(at(86_400), Duration.ofDays(400))).isFalse();
    assertThat(ledger.recent(9)).hasSize(1);
    assertThat(ledger.retain(at(86_400 * 401L), Duration.ofDays(400))).isFalse();
    assertThat(ledger.recent(9)).isEmpty();
    restart();
    assertThat(ledger.facts().sums(FactScope.ALL, day)).isEqualTo(sums).hasSize(1);
    assertThat(ledger.totals()).isEqualTo(totals);
    assertThat(ledger.responses().objectives()).isEqualTo(figures.objectives());
    assertThat(ledger.facts().totals(FactScope.ALL, day)).singleElement()
        .satisfies(total -> assertThat(total.episodes()).isEqualTo(1));
  }

  @Test
  void whatCameOfAnAnswerStaysAsLongAsItsEpisodeThoughTheAnswerIsDeleted() {
    fire(60);
    accept(new Acknowledged(answer("1", 90)), new Cause(answer("2", 100), "disk nearly full"));
    poll(9 * 86_400, unsuppressed(9 * 86_400));
    ledger.retain(at(9 * 86_400), Duration.ofDays(7));
    restart();
    accept(new Resolved(answer("3", 9 * 86_400)));
    Period days = new Period(at(0), at(10 * 86_400));
    assertThat(ledger.facts().sums(FactScope.ALL, days)).singleElement().satisfies(sum -> {
      assertThat(sum.key().cause()).isEqualTo("disk nearly full");
      assertThat(sum.sums().met()).isEqualTo(1);
      assertThat(sum.sums().handlingSeconds()).isEqualTo(9 * 86_400 - 90);
    });
    accept(new ResponseEvent.Reopened(answer("4", 9 * 86_400 + 60)));
    assertThat(ledger.facts().sums(FactScope.ALL, days)).singleElement()
        .satisfies(sum -> assertThat(sum.sums().handlingSeconds()).isZero());
  }

  @Test
  void aResponseWithoutAnEpisodeIsForgottenAfterAWeek() {
    accept(new Acknowledged(answer("1", 0)));
    ledger.retain(at(6 * 86_400), Duration.ofDays(400));
    assertThat(accept(new Acknowledged(answer("1", 0))).known()).isEqualTo(1);
    ledger.retain(at(8 * 86_400), Duration.ofDays(400));
    assertThat(accept(new Acknowledged(answer("1", 0))).known()).isZero();
  }

  @Test
  void retentionTellsWhichAlertsNoResponseNamesAnyMore() {
    accept(new Acknowledged(answer("1", 0)));
    accept(new Acknowledged(answer("2", 5 * 86_400)));
    assertThat(unlinked(8 * 86_400)).as("one is left that names it").isEmpty();
    assertThat(unlinked(13 * 86_400)).containsExactly("a");
  }

  private Set<String> unlinked(long second) {
    return store.database()
        .inWriting(handle -> Retention.some(handle, at(second), Duration.ofDays(400)).unlinked());
  }

  @Test
  void timeWithoutALookIsAGap() {
    fire(60);
    poll(1_000, unsuppressed(1_000));
    assertThat(ledger.facts().gaps(new Period(at(0), at(86_400))))
        .containsExactly(new Gap(at(60), at(1_000), Gap.Reason.NotYet));
    assertThat(ledger.facts().gaps(new Period(at(1_000), at(86_400)))).isEmpty();
  }
}
