package dev.shizuka.report.noise;

import dev.shizuka.api.NoiseReportSpec.Figure;
import dev.shizuka.ledger.facts.Gap;
import dev.shizuka.ledger.facts.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report's figures, in the order of its sections. Its JSON form is that of {@code docs/noise-report.schema.json}. Times are UTC, spans of time
 * whole seconds, shares between 0 and 1.
 */
public record NoiseFigures(Header header, List<Headline> totals, Trend trend, @Nullable Progress target,
    Ranking ranking, Objectives objectives, List<PolicyEffect> policies, List<Candidate> candidates, Toil toil,
    List<Gap> gaps) {
  /**
   * @param report {@code namespace/name}, or {@code name}
   * @param scale what figures of the comparison are multiplied by, where it is of another length
   */
  public record Header(String report, Instant madeAt, String timeZone, Period window, Period comparison, double scale,
      ScopeText scope) {}

  /** Empty lists stand for all. */
  public record ScopeText(List<String> namespaces, List<String> owners, List<String> services,
      List<String> priorities) {}

  /** The figures that a report begins with, in this order; those of HandlingTime are seconds. */
  public enum Total {
    Episodes, Actionable, Suppressed, Brief, Unobserved, Open, Unattended, HandlingTime, NightCalls, Nights
  }

  /**
   * @param before in the comparison, scaled to the window's length
   * @param changePercent null where there was nothing before
   */
  public record Headline(Total figure, long value, double before, @Nullable Double changePercent) {}

  /** @param days of each bar: 1 or 7 */
  public record Trend(int days, List<Bar> bars) {}

  /**
   * One day or seven.
   *
   * @param other brief, unobserved and open
   */
  public record Bar(LocalDate from, long actionable, long suppressed, long other, long handlingSeconds) {}

  /**
   * Where the target stands.
   *
   * @param baseline the figure in the comparison, scaled to the whole window
   * @param goal what the whole window is to come to
   * @param elapsed share of the whole window that is over
   * @param expected what it may be by now: {@code goal} times {@code elapsed}
   * @param projected what the whole window comes to if it goes on so
   */
  public record Progress(Figure figure, int percent, double baseline, double goal, double elapsed, double expected,
      long actual, double projected, boolean onTrack) {}

  /**
   * @param handlingShare of all handling time of the window; {@code callShare} of all actionable episodes
   * @param cumulativeShare of what the list is ordered by, up to and with this one
   */
  public record RankedAlert(String namespace, String alertname, String owner, long episodes, long actionable,
      long handlingSeconds, double handlingShare, double callShare, double cumulativeShare) {}

  /**
   * @param vital how many alerts make four fifths of the handling time
   * @param alerts how many alerts there are
   */
  public record Ranking(List<RankedAlert> byHandling, List<RankedAlert> byCalls, int vital, int alerts,
      List<Growth> growing) {}

  /**
   * An alert that comes more often than chance explains.
   *
   * @param expected episodes in the window if nothing had changed
   * @param ratio of the rates; null where there was none before
   * @param pValue of the test, and {@code adjusted} for how many alerts were tested
   */
  public record Growth(String namespace, String alertname, String owner, long now, long before, double expected,
      @Nullable Double ratio, double pValue, double adjusted) {}

  /** @param missesShown the first of them */
  public record Objectives(List<Attainment> byPriority, List<Attainment> byOwner, List<Attainment> byNamespace,
      List<CauseCount> missesByCause, long missed, long missedWithoutCause, List<MissedCall> missesShown) {}

  /**
   * One missed objective.
   *
   * @param answeredAt null where nobody has acknowledged or resolved it yet
   * @param cause empty: none given
   */
  public record MissedCall(String episode, String namespace, String alertname, String owner, String priority,
      Instant calledAt, Instant due, @Nullable Instant answeredAt, List<String> told, String cause) {}

  /**
   * @param attained met of those met and missed; null where there are none
   * @param promised as the priority has it, in percent; null where it says nothing, and for owners and namespaces
   */
  public record Attainment(String name, long met, long missed, long excluded, long pending, @Nullable Double attained,
      @Nullable Integer promised) {}

  /** @param cause empty: none given */
  public record CauseCount(String cause, long missed) {}

  /** @param low and {@code high} bound what would come in 95 of 100 cases */
  public record Estimate(double mean, double low, double high) {}

  /**
   * @param suppressed episodes in the window; {@code notEstimated} of them belong to alerts with too little history
   * @param callsSaved and {@code handlingSaved} (seconds): null where nothing could be estimated
   * @param wouldHide in Observe mode: episodes that called somebody and would not have, and their handling seconds
   */
  public record PolicyEffect(String policy, String mode, @Nullable Instant expires, boolean expiring, boolean unused,
      long suppressed, long notEstimated, @Nullable Estimate callsSaved, @Nullable Estimate handlingSaved,
      long wouldHide, long wouldHideHandlingSeconds) {}

  /** Why an alert is worth a look. */
  public enum Reason {
    Unattended, Flapping, EndsByItself, Together
  }

  /**
   * @param of what {@code matching} is counted among: calls, or episodes for Flapping
   * @param with for Together: the other alert; else empty
   */
  public record Candidate(Reason reason, String namespace, String alertname, String owner, String with, long matching,
      long of, double share, long handlingSeconds) {}

  /**
   * @param noActionShare of the handling time; null where there is none
   * @param sameDayShare of the calls that needed an answer, those not unattended; null where there are none
   */
  public record Toil(long handlingSeconds, long noActionSeconds, @Nullable Double noActionShare, long calls,
      long sameDay, @Nullable Double sameDayShare) {}
}
