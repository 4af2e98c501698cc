package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Made-up history of the alerts of {@link Histories}, and of one that polls never show. */
final class SamplePast {
  private SamplePast() {}

  static List<PastAlert> of(Random random, OpenGap gap) {
    return Stream.of("a", "b", "c", "d")
        .map(alert -> new PastAlert(alert, Scene.labels(alert), "p3", stretches(random, gap))).toList();
  }

  private static List<Period> stretches(Random random, OpenGap gap) {
    List<Period> stretches = new ArrayList<>();
    long around = gap.period().length().toSeconds() + 200;
    for (int i = random.nextInt(4); i > 0; i--) {
      Instant from = gap.period().from().minusSeconds(100).plusSeconds(random.nextLong(around));
      stretches.add(new Period(from, from.plusSeconds(random.nextInt(1, 90))));
    }
    return stretches;
  }
}
