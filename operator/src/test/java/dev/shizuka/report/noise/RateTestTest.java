package dev.shizuka.report.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.EpisodeFact;
import dev.shizuka.ledger.facts.FactScope;
import dev.shizuka.ledger.facts.MemoryFacts;
import dev.shizuka.ledger.facts.NoiseFacts;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.report.noise.NoiseFigures.Growth;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RateTestTest {
  private static final Instant MIDDLE = Instant.parse("2026-10-01T00:00:00Z");

  @Property(tries = 200)
  void chanceEqualsTheSumOfItsTerms(@ForAll @IntRange(max = 60) int now, @ForAll @IntRange(max = 60) int before,
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double share) {
    BigDecimal p = new BigDecimal(share);
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = now; k <= now + before; k++) {
      sum = sum.add(new BigDecimal(choose(now + before, k)).multiply(p.pow(k, MathContext.DECIMAL128))
          .multiply(BigDecimal.ONE.subtract(p).pow(now + before - k, MathContext.DECIMAL128)));
    }
    assertThat(RateTest.pValue(now, before, share)).isCloseTo(sum.doubleValue(), within(1e-9));
  }

  private static BigInteger choose(int n, int k) {
    BigInteger result = BigInteger.ONE;
    for (int i = 0; i < k; i++) {
      result = result.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
    }
    return result;
  }

  @Test
  void chancesAreAdjustedForHowManyThereAre() {
    // The example of Benjamini and Hochberg's step-up: p(i) · m / i, made monotone from the largest down.
    List<Double> adjusted = RateTest.adjusted(List.of(0.04, 0.01, 0.03, 0.5));
    assertThat(adjusted.get(1)).isCloseTo(0.04, within(1e-12));
    assertThat(adjusted.get(2)).isCloseTo(0.04 * 4 / 3, within(1e-12));
    assertThat(adjusted.get(0)).isCloseTo(0.04 * 4 / 3, within(1e-12));
    assertThat(adjusted.get(3)).isCloseTo(0.5, within(1e-12));
    assertThat(RateTest.adjusted(List.of())).isEmpty();
  }

  @Test
  void fewEpisodesMoreAreNoGrowth() {
    assertThat(RateTest.pValue(4, 1, 0.5)).isGreaterThan(0.1);
    assertThat(RateTest.pValue(0, 0, 0.5)).isEqualTo(1);
    assertThat(RateTest.pValue(8, 0, 0.5)).isLessThan(0.005);
    assertThat(RateTest.pValue(500_000, 498_000, 0.5)).isBetween(0.01, 0.05);
  }

  @Property(tries = 60)
  void alertsThatDidNotChangeAreHardlyEverCalledGrowing(@ForAll long seed) {
    NoiseWorld world = new NoiseWorld(seed);
    for (int alert = 0; alert < 12; alert++) {
      world.alert(series("Steady" + alert), 0.05 * (alert + 1), MIDDLE.minus(Duration.ofDays(60)), 120,
          NoiseWorld.ignored(20));
    }
    falseAlarms += growing(world.episodes()).size();
    worlds++;
    // One in twenty worlds is allowed one; far more would be a broken test.
    assertThat(falseAlarms).isLessThanOrEqualTo(3 + worlds / 8);
  }

  private static int falseAlarms;
  private static int worlds;

  @Test
  void alertThatTripledIsFoundAmongSteadyOnes() {
    NoiseWorld world = new NoiseWorld(11);
    for (int alert = 0; alert < 20; alert++) {
      world.alert(series("Steady" + alert), 0.4, MIDDLE.minus(Duration.ofDays(60)), 120, NoiseWorld.ignored(20));
    }
    world.alert(series("Grown"), 0.3, MIDDLE.minus(Duration.ofDays(60)), 60, NoiseWorld.ignored(20))
        .alert(series("Grown"), 0.9, MIDDLE, 60, NoiseWorld.ignored(20))
        .alert(series("New"), 0.3, MIDDLE, 60, NoiseWorld.ignored(20));
    assertThat(growing(world.episodes())).extracting(Growth::alertname).containsExactlyInAnyOrder("Grown", "New");
  }

  private static AlertSeries series(String alertname) {
    return new AlertSeries("main", "shop", "checkout", "team-shop", alertname, "p3");
  }

  private static List<Growth> growing(List<EpisodeFact> episodes) {
    NoiseFacts facts = new MemoryFacts(episodes, ZoneOffset.UTC, MIDDLE.plus(Duration.ofDays(70)), List.of());
    Period window = new Period(MIDDLE, MIDDLE.plus(Duration.ofDays(60)));
    Period before = new Period(MIDDLE.minus(Duration.ofDays(60)), MIDDLE);
    return Rankings.of(AlertTotals.of(facts.sums(FactScope.ALL, window)),
        AlertTotals.of(facts.sums(FactScope.ALL, before)), new ReportPeriods(window, window, before, before, false))
        .growing();
  }
}
