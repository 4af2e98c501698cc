package dev.shizuka.compile;

import static dev.shizuka.compile.PolicyObjects.EXPIRES;
import static dev.shizuka.compile.PolicyObjects.NOW;
import static dev.shizuka.compile.PolicyObjects.catalog;
import static dev.shizuka.compile.PolicyObjects.policy;
import static dev.shizuka.compile.PolicyObjects.priority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Flapping;
import dev.shizuka.api.SuppressionPolicySpec.Hold;
import dev.shizuka.api.SuppressionPolicySpec.Inhibit;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicySpec.Realise;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Timing;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that wait for a condition. */
class PolicyFormsTest {
  private static final List<Match> TARGET = List.of(new Match(List.of("alertname=PodDown")));
  private static final List<Match> SOURCE = List.of(new Match(List.of("alertname=NodeDown")));
  private static final Hold TEN_MINUTES = new Hold("10m");

  @Test
  void aHoldWaitsUntilTheAlertHasFiredForSoLong() {
    assertThat(compiled(spec(TARGET, null, TEN_MINUTES, null)).timing())
        .isEqualTo(new Timing.Leased(new Condition.Hold(Duration.ofMinutes(10)), EXPIRES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0s", "ten minutes", "24h1ms", "2d"})
  void aHoldLastsMoreThanNothingAndAtMostADay(String duration) {
    assertThat(problems(spec(TARGET, null, new Hold(duration), null))).containsExactly("/spec/hold/for HoldInvalid");
    assertThat(problems(spec(TARGET, null, new Hold(null), null))).containsExactly("/spec/hold/for HoldInvalid");
    assertThat(problems(spec(TARGET, null, new Hold("24h"), null))).isEmpty();
  }

  @Test
  void flappingCountsChangesWithinATime() {
    assertThat(compiled(spec(TARGET, null, null, new Flapping(2, "24h", "7d"))).timing()).isEqualTo(
        new Timing.Leased(new Condition.Flapping(2, Duration.ofDays(1), Duration.ofDays(7)), EXPIRES));
  }

  @ParameterizedTest
  @CsvSource({"1, 30m, 1h, changes", "101, 30m, 1h, changes", ", 30m, 1h, changes", "4, 25h, 1h, within",
      "4, 0, 1h, within", "4, , 1h, within", "4, 30m, 0s, quietFor", "4, 30m, 169h, quietFor", "4, 30m, , quietFor"})
  void flappingIsBounded(@Nullable Integer changes, @Nullable String within, @Nullable String quietFor, String wrong) {
    assertThat(problems(spec(TARGET, null, null, new Flapping(changes, within, quietFor))))
        .containsExactly("/spec/flapping/" + wrong + " FlappingInvalid");
  }

  @Test
  void aPolicyOfTwoFormsIsRefused() {
    assertThat(problems(spec(TARGET, null, TEN_MINUTES, new Flapping(4, "30m", "1h"))))
        .containsExactly("/spec FormInvalid");
    assertThat(problems(spec(TARGET, null, null, null))).containsExactly("/spec FormInvalid");
  }

  @Test
  void theSourcesOfANamespacedInhibitionAreOfItsNamespace() {
    assertThat(inhibit(spec(TARGET, new Inhibit(SOURCE, List.of("node", "zone", "node"), Realise.Native), null, null)))
        .satisfies(inhibit -> {
          assertThat(inhibit.source()).extracting(MatcherSet::toString)
              .containsExactly("{alertname=\"NodeDown\",namespace=\"shop\"}");
          assertThat(inhibit.match()).extracting(MatcherSet::toString)
              .containsExactly("{alertname=\"PodDown\",namespace=\"shop\"}");
          assertThat(inhibit.equal()).containsExactly("node", "zone");
          assertThat(inhibit.realiseNatively()).isTrue();
        });
  }

  @Test
  void neitherSourcesNorTargetsAreSyntheticAlerts() {
    List<Match> wide = List.of(new Match(List.of("job=batch")), new Match(List.of("alertname=~\"Shizuka.*\"")));
    CompiledPolicy policy = compiled(spec(wide, new Inhibit(wide, null, null), null, null));
    Condition.Inhibit inhibit = (Condition.Inhibit) policy.condition().orElseThrow();
    Map<String, String> synthetic = Map.of("alertname", "ShizukaFlapping", "job", "batch", "namespace", "shop");
    for (List<MatcherSet> sets : List.of(policy.sets(), policy.match(), inhibit.source(), inhibit.match())) {
      assertThat(sets).isNotEmpty().noneMatch(set -> set.matches(synthetic));
    }
    assertThat(problems(spec(List.of(new Match(List.of("alertname=ShizukaFlapping"))), null, TEN_MINUTES, null)))
        .containsExactly("/spec/match CoversNothing");
  }

  @Test
  void everyProblemOfAnInhibitionIsToldWithItsPlace() {
    List<Match> bad = List.of(new Match(List.of()), new Match(List.of("a=b", "c")), new Match(List.of("a=b", "a=c")));
    assertThat(problems(spec(TARGET, new Inhibit(bad, List.of("ok", "1st"), null), null, null))).containsExactly(
        "/spec/inhibit/equal/1 InhibitInvalid", "/spec/inhibit/source/0/matchers InhibitInvalid",
        "/spec/inhibit/source/1/matchers/1 MatcherInvalid");
    assertThat(problems(spec(TARGET, new Inhibit(List.of(), null, null), null, null)))
        .containsExactly("/spec/inhibit/source InhibitInvalid");
    assertThat(problems(spec(TARGET, new Inhibit(Collections.nCopies(33, SOURCE.getFirst()), null, null), null, null)))
        .containsExactly("/spec/inhibit/source InhibitInvalid");
    assertThat(problems(spec(TARGET, new Inhibit(SOURCE, Collections.nCopies(17, "a"), null), null, null)))
        .containsExactly("/spec/inhibit/equal InhibitInvalid");
    assertThat(problems(spec(TARGET, new Inhibit(bad.subList(2, 3), null, null), null, null)))
        .containsExactly("/spec/inhibit/source/0/matchers SourceMatchesNothing");
  }

  @Test
  void anInhibitionOfAlertsByTheirLikeCoversNothing() {
    assertThat(problems(spec(TARGET, new Inhibit(TARGET, null, null), null, null)))
        .containsExactly("/spec/inhibit CoversNothing");
    List<Match> wider = List.of(new Match(List.of("alertname=~\"PodDown|NodeDown\"")));
    assertThat(problems(spec(TARGET, new Inhibit(wider, null, null), null, null))).isEmpty();
    assertThat(problems(spec(wider, new Inhibit(TARGET, null, null), null, null))).isEmpty();
  }

  @Test
  void whatBecomesTooManySetsIsRefusedAndNativeMayBeTooManyWhereLeasesAreNot() {
    List<Match> many = List.of(choices("a"), choices("b"), choices("c"));
    assertThat(problems(spec(TARGET, new Inhibit(many, null, null), null, null)))
        .containsExactly("/spec/inhibit/source TooManySets");
    List<Match> one = List.of(new Match(List.of("x=1")));
    List<Match> open = many.stream().map(match -> new Match(
        IntStream.range(0, 5).mapToObj(at -> match.matchers().get(at)).toList())).toList();
    assertThat(problems(spec(open, new Inhibit(one, null, Realise.Lease), null, null))).isEmpty();
    assertThat(problems(spec(open, new Inhibit(one, null, Realise.Native), null, null)))
        .containsExactly("/spec/inhibit/source TooManySets");
  }

  private static Match choices(String label) {
    return new Match(IntStream.range(0, 5).mapToObj(at -> label + at + "=1").toList());
  }

  /** Of two made-up policies the second's sets are the sources. */
  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void besideIsWhatIsCoveredAndNoSource(@ForAll long seed) {
    PolicyWorld world = PolicyWorld.of(seed);
    List<Match> source = world.catalog().policies().getLast().spec().match();
    SuppressionPolicySpec spec = spec(world.catalog().policies().getFirst().spec().match(),
        new Inhibit(source, null, null), null, null);
    List<CompiledPolicy> compiled = PolicyCompiler.compile(
        catalog(world.catalog().priorities(), List.of(policy("", "a", spec))), LastGoodPriorities.NONE, NOW)
        .policies();
    for (CompiledPolicy policy : compiled) {
      Condition.Inhibit inhibit = (Condition.Inhibit) policy.condition().orElseThrow();
      for (Map<String, String> alert : world.alerts()) {
        boolean isSource = inhibit.source().stream().anyMatch(set -> set.matches(alert));
        assertThat(inhibit.beside().stream().anyMatch(set -> set.matches(alert))).as("%s by %s", alert, policy)
            .isEqualTo(policy.covers(alert) && !isSource);
      }
    }
  }

  private static SuppressionPolicySpec spec(List<Match> match, @Nullable Inhibit inhibit, @Nullable Hold hold,
      @Nullable Flapping flapping) {
    return new SuppressionPolicySpec(Mode.Enforce, "r", null, EXPIRES, match, null, null, inhibit, hold, flapping,
        null);
  }

  private static Condition.Inhibit inhibit(SuppressionPolicySpec spec) {
    return (Condition.Inhibit) compiled(spec).condition().orElseThrow();
  }

  private static CompiledPolicy compiled(SuppressionPolicySpec spec) {
    return compile(spec).policies().getFirst();
  }

  private static CompiledPolicies compile(SuppressionPolicySpec spec) {
    return PolicyCompiler.compile(
        catalog(List.of(priority("p4", 4, Suppression.Allowed)), List.of(policy("shop", "a", spec))),
        LastGoodPriorities.NONE, NOW);
  }

  private static List<String> problems(SuppressionPolicySpec spec) {
    return compile(spec).verdicts().getLast().problems().stream()
        .map(problem -> problem.path() + " " + problem.reason()).toList();
  }
}
