package dev.shizuka.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What one policy did.
 *
 * @param knownSince when it was first declared or seen at work
 * @param lastMatch when it last had to do with an alert, rounded down to five minutes; empty if never
 * @param suppressedNow alerts that it kept quiet at the last poll
 * @param week of today and the six days before, by UTC
 * @param month of today and the 29 days before, by UTC
 * @param ever never goes down
 */
public record PolicyUse(Instant knownSince, Optional<Instant> lastMatch, long suppressedNow, Counts week, Counts month,
    Counts ever) {
  /**
   * Episodes. The first three are counted when the episode closes, the others when the policy first has to do with it. An episode that two policies
   * suppress is one episode, and each of them sees it.
   *
   * @param suppressed it kept quiet, and nobody was called
   * @param wouldSuppress it would have suppressed, had it not been in Observe mode
   * @param called those of {@code wouldSuppress} for which a person was called
   * @param inVain its matchers name, but they are protected from it
   * @param calledBefore it wants quiet, but a person was called before its lease could stand
   */
  public record Counts(long suppressed, long wouldSuppress, long called, long inVain, long calledBefore) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public Counts plus(Counts more) {
      return new Counts(suppressed + more.suppressed, wouldSuppress + more.wouldSuppress, called + more.called,
          inVain + more.inVain, calledBefore + more.calledBefore);
    }
  }
}
