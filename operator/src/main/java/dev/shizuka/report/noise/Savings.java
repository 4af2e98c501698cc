package dev.shizuka.report.noise;

import dev.shizuka.report.noise.AlertTotals.Row;
import dev.shizuka.report.noise.NoiseFigures.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * What suppressed episodes would have cost, by the same alert's own history when nothing kept it quiet:
 *
 * <ol>
 * <li>The history is its actionable and brief episodes of a year. Each took a call or none, and so much handling time, often none.
 * <li>{@code n} suppressed episodes would have taken {@code n} times their mean.
 * <li>The range is the normal 95 % prediction interval: variance {@code n·s² + n²·s²/N}, of the episodes themselves and of the mean of {@code N}
 * that is not known better. It does not reach below zero, and no more calls are saved than there were episodes.
 * <li>Where all or none of the history called somebody, that does not make it certain of the next: the share's variance is that of two more that
 * did and two more that did not (Agresti and Coull 1998).
 * <li>Alerts are added up as independent. One with fewer than {@value #LEAST} episodes of history is not estimated.
 * </ol>
 */
final class Savings {
  static final int LEAST = 5;
  private static final double TWO_SIDED_95 = 1.959964;

  private double calls;
  private double callsVariance;
  private double handling;
  private double handlingVariance;
  private long estimated;
  private long notEstimated;

  void add(long suppressed, @Nullable Row history) {
    long size = history == null ? 0 : history.actionable().episodes() + history.brief().episodes();
    if (history == null || size < LEAST) {
      notEstimated += suppressed;
      return;
    }
    estimated += suppressed;
    double called = (double) history.actionable().episodes() / size;
    calls += suppressed * called;
    double cautious = (history.actionable().episodes() + 2.0) / (size + 4);
    callsVariance += predicted(suppressed, cautious * (1 - cautious), size + 4);
    double mean = (double) history.actionable().handlingSeconds() / size;
    double squares = history.actionable().handlingSquares() - size * mean * mean;
    handling += suppressed * mean;
    handlingVariance += predicted(suppressed, Math.max(0, squares) / (size - 1), size);
  }

  private static double predicted(double suppressed, double variance, double size) {
    return suppressed * variance + suppressed * suppressed * variance / size;
  }

  long notEstimated() {
    return notEstimated;
  }

  @Nullable
  Estimate calls() {
    return estimate(calls, callsVariance, estimated);
  }

  /** In seconds. */
  @Nullable
  Estimate handling() {
    return estimate(handling, handlingVariance, Double.MAX_VALUE);
  }

  private @Nullable Estimate estimate(double mean, double variance, double most) {
    double reach = TWO_SIDED_95 * Math.sqrt(variance);
    return estimated == 0 ? null : new Estimate(mean, Math.max(0, mean - reach), Math.min(most, mean + reach));
  }
}
