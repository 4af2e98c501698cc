package dev.shizuka.report.noise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Whether something comes more often than before. If it came as often as before, then of all {@code now + before} episodes each would fall into
 * the window with the chance {@code window / (window + comparison)}: the number in it would be binomial. That is exact however few there are
 * (Przyborowski and Wilenski 1940, the conditional test of two Poisson rates), one-sided here.
 */
final class RateTest {
  private RateTest() {}

  /**
   * The chance of at least {@code now} in the window if nothing changed.
   *
   * @param share of the window in the length of both periods
   */
  static double pValue(long now, long before, double share) {
    int trials = Math.toIntExact(Math.min(Integer.MAX_VALUE, now + before));
    if (now == 0 || trials == 0) {
      return 1;
    }
    return BinomialDistribution.of(trials, share).survivalProbability(Math.toIntExact(Math.min(now, trials)) - 1);
  }

  /**
   * The same chances, adjusted for being so many (Benjamini and Hochberg 1995): taking those up to 0.05, one in twenty of those taken is a
   * mistake on average, and not one in twenty of those tested.
   */
  static List<Double> adjusted(List<Double> pValues) {
    List<Integer> order = IntStream.range(0, pValues.size()).boxed()
        .sorted(Comparator.comparing(pValues::get, Comparator.reverseOrder())).toList();
    List<Double> adjusted = new ArrayList<>(Collections.nCopies(pValues.size(), 1.0));
    double least = 1;
    for (int i = 0; i < order.size(); i++) {
      int index = order.get(i);
      int rank = order.size() - i;
      least = Math.min(least, pValues.get(index) * order.size() / rank);
      adjusted.set(index, least);
    }
    return adjusted;
  }
}
