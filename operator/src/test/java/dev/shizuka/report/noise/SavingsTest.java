package dev.shizuka.report.noise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.ledger.facts.Sums;
import dev.shizuka.report.noise.AlertTotals.Alert;
import dev.shizuka.report.noise.AlertTotals.Row;
import dev.shizuka.report.noise.NoiseFigures.Estimate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SavingsTest {
  @Test
  void rangeHoldsWhatQuietEpisodesWouldHaveCost() {
    Random random = new Random(42);
    int held = 0;
    int tries = 2000;
    for (int i = 0; i < tries; i++) {
      Savings savings = new Savings();
      savings.add(40, history(60, random));
      long truth = 0;
      for (int episode = 0; episode < 40; episode++) {
        truth += cost(random);
      }
      Estimate estimate = savings.handling();
      held += truth >= estimate.low() && truth <= estimate.high() ? 1 : 0;
    }
    assertThat((double) held / tries).isBetween(0.92, 0.975);
  }

  @Test
  void rangeOfCallsHoldsThemToo() {
    Random random = new Random(7);
    for (double share : new double[]{0.05, 0.5, 0.98}) {
      int held = 0;
      for (int i = 0; i < 1000; i++) {
        Savings savings = new Savings();
        savings.add(40, heard(calls(60, share, random), 60));
        long truth = calls(40, share, random);
        Estimate estimate = savings.calls();
        assertThat(estimate.high()).isLessThanOrEqualTo(40);
        held += truth >= estimate.low() - 0.5 && truth <= estimate.high() + 0.5 ? 1 : 0;
      }
      assertThat(held / 1000.0).as("share %s", share).isGreaterThan(0.9);
    }
  }

  @Test
  void historyWithoutExceptionIsNotTakenForCertain() {
    Savings savings = new Savings();
    savings.add(100, heard(20, 20));
    assertThat(savings.calls().mean()).isEqualTo(100);
    assertThat(savings.calls().low()).isBetween(70.0, 99.0);
  }

  private static long calls(int count, double share, Random random) {
    return random.doubles(count).filter(value -> value < share).count();
  }

  private static Row heard(long calls, long size) {
    return new Row(new Alert("shop", "Slow"), "team-shop", episodes(size), episodes(calls), episodes(size - calls));
  }

  private static Sums episodes(long count) {
    return new Sums(count, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void alertsWithHardlyAnyHistoryAreNotEstimated() {
    Savings savings = new Savings();
    savings.add(7, history(4, new Random(1)));
    savings.add(3, null);
    assertThat(savings.notEstimated()).isEqualTo(10);
    assertThat(savings.handling()).isNull();
    assertThat(savings.calls()).isNull();
  }

  /** A third is brief, a third unattended, a third takes up to an hour. */
  private static long cost(Random random) {
    return random.nextInt(3) == 0 ? random.nextInt(3600) : 0;
  }

  private static Row history(int size, Random random) {
    long sum = 0;
    long squares = 0;
    for (int i = 0; i < size; i++) {
      long cost = cost(random);
      sum += cost;
      squares += cost * cost;
    }
    Sums heard = new Sums(size, 0, sum, squares, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    return new Row(new Alert("shop", "Slow"), "team-shop", heard, heard, Sums.ZERO);
  }
}
