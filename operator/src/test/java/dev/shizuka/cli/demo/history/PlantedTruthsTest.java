package dev.shizuka.cli.demo.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.Gap;
import dev.shizuka.ledger.facts.MemoryFacts;
import dev.shizuka.ledger.facts.NoiseFacts;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseFigures.Candidate;
import dev.shizuka.report.noise.NoiseFigures.Growth;
import dev.shizuka.report.noise.NoiseFigures.PolicyEffect;
import dev.shizuka.report.noise.NoiseFigures.RankedAlert;
import dev.shizuka.report.noise.NoiseFigures.Reason;
import dev.shizuka.report.noise.NoiseFigures.Total;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the report says of the made-up year is what was planted in it. */
class PlantedTruthsTest {
  private static final History HISTORY = History.of(2026, Instant.parse("2026-11-21T00:00:00Z"));
  private static final Truths TRUTHS = HISTORY.truths();
  private static final NoiseFigures FIGURES = HistoryReport.figures(HISTORY, facts());
  private static final Period WINDOW = FIGURES.header().window();
  private static final Period BEFORE = FIGURES.header().comparison();

  private static NoiseFacts facts() {
    return new MemoryFacts(HISTORY.episodes().stream().map(PastEpisode::fact).toList(), HISTORY.zone(),
        HISTORY.year().until(), List.of(HISTORY.away()));
  }

  @Test
  void headline() {
    assertHeadline(WINDOW, false);
    assertHeadline(BEFORE, true);
  }

  private static void assertHeadline(Period period, boolean before) {
    Map<Total, Double> told = FIGURES.totals().stream().collect(
        Collectors.toMap(NoiseFigures.Headline::figure, line -> before ? line.before() : line.value()));
    Map<Total, Double> planted = new HashMap<>();
    planted.put(Total.Episodes, (double) TRUTHS.episodes(period));
    planted.put(Total.Actionable, (double) TRUTHS.episodes(period, Outcome.ACTIONABLE));
    planted.put(Total.Suppressed, (double) TRUTHS.episodes(period, Outcome.SUPPRESSED));
    planted.put(Total.Brief, (double) TRUTHS.episodes(period, Outcome.BRIEF));
    planted.put(Total.Unobserved, (double) TRUTHS.episodes(period, Outcome.UNOBSERVED));
    planted.put(Total.Unattended, (double) TRUTHS.unanswered(period));
    planted.put(Total.HandlingTime, (double) TRUTHS.work(period));
    planted.put(Total.NightCalls, (double) TRUTHS.nightCalls(period));
    assertThat(told).containsAllEntriesOf(planted).containsEntry(Total.Open, 0.0);
    assertThat(TRUTHS.episodes(period, Outcome.SUPPRESSED)).isPositive();
  }

  @Test
  void ranking() {
    Map<String, Long> planted = TRUTHS.workByAlert(WINDOW);
    List<String> most = planted.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey).limit(20).toList();
    assertThat(FIGURES.ranking().byHandling()).extracting(PlantedTruthsTest::name).isEqualTo(most);
    assertThat(FIGURES.ranking().byHandling()).allSatisfy(
        alert -> assertThat(alert.handlingSeconds()).isEqualTo(planted.get(name(alert))));
  }

  private static String name(RankedAlert alert) {
    return alert.namespace() + "/" + alert.alertname();
  }

  @Test
  void growth() {
    assertThat(FIGURES.ranking().growing()).extracting(PlantedTruthsTest::name)
        .containsExactlyInAnyOrderElementsOf(Truths.GREW_IN_MARCH);
  }

  private static String name(Growth growth) {
    return growth.namespace() + "/" + growth.alertname();
  }

  @Test
  void missesWithTheirCauses() {
    Map<String, Long> told = new LinkedHashMap<>();
    FIGURES.objectives().missesByCause().forEach(cause -> told.put(cause.cause(), cause.missed()));
    assertThat(told).isEqualTo(TRUTHS.missesByCause(WINDOW)).containsKeys(Calls.WRONG_CONTACT, Calls.NIGHT,
        Calls.HANDOVER, Calls.SECOND, "");
    Map<String, Long> byPriority = new HashMap<>();
    FIGURES.objectives().byPriority().forEach(row -> byPriority.put(row.name(), row.missed()));
    assertThat(byPriority).isEqualTo(TRUTHS.missesByPriority(WINDOW));
  }

  @Test
  void savings() {
    for (String policy : Truths.SAVING) {
      Truths.Saved saved = TRUTHS.saved(policy, WINDOW);
      PolicyEffect effect = effect(policy);
      assertThat(effect.suppressed()).as(policy).isEqualTo(saved.episodes()).isGreaterThan(50);
      assertThat((double) saved.calls()).as(policy).isBetween(effect.callsSaved().low(), effect.callsSaved().high());
      assertThat((double) saved.seconds()).as(policy).isBetween(effect.handlingSaved().low(),
          effect.handlingSaved().high());
      assertThat(effect.handlingSaved().mean()).as(policy).isCloseTo(saved.seconds(), within(0.3 * saved.seconds()));
    }
  }

  private static PolicyEffect effect(String policy) {
    return FIGURES.policies().stream().filter(one -> one.policy().equals(policy)).findFirst().orElseThrow();
  }

  @Test
  void policiesThatAskForADecision() {
    assertThat(FIGURES.policies().stream().filter(PolicyEffect::unused).map(PolicyEffect::policy))
        .containsExactly("shop/launch-week");
    assertThat(FIGURES.policies().stream().filter(PolicyEffect::expiring).map(PolicyEffect::policy))
        .containsExactly(Habits.REINDEX);
    assertThat(effect(Truths.OBSERVING).wouldHide()).isPositive();
  }

  @Test
  void candidates() {
    assertThat(candidates(Reason.Unattended)).isEqualTo(Truths.UNATTENDED);
    assertThat(candidates(Reason.EndsByItself)).isEqualTo(Truths.END_BY_THEMSELVES);
    assertThat(candidates(Reason.Flapping)).isEqualTo(Truths.FLAPPING);
    assertThat(candidates(Reason.Together)).isEqualTo(Truths.TOGETHER);
  }

  private static Set<String> candidates(Reason reason) {
    return FIGURES.candidates().stream().filter(candidate -> candidate.reason() == reason)
        .map((Candidate candidate) -> candidate.namespace() + "/" + candidate.alertname()).collect(Collectors.toSet());
  }

  @Test
  void gapIsTold() {
    assertThat(FIGURES.gaps()).containsExactly(new Gap(HISTORY.away(), Gap.Reason.NotKept));
  }
}
