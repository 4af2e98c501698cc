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
