package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.Period;
import dev.shizuka.ledger.facts.Periods;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Decides which firings of one instance in a gap are episodes of their own. Pure. In doubt there is none: nothing is counted twice.
 *
 * <ol>
 * <li>Stretches less than {@code settle} apart are one firing, as they are one episode for polls.
 * <li>A firing wholly before or after the gap is for polls to tell.
 * <li>A firing is an existing episode's if it overlaps with its time: from {@link #STALE} before its first sighting, for that is how long Alertmanager
 * shows an alert whose end nobody told, until it closed; an open one has no end.
 * <li>A firing that reaches so far into time with polls that they must have shown it, and did not, never came to Alertmanager: it does not count.
 * <li>Each other firing is an episode.
 * </ol>
 */
record GapJoin(OpenGap gap, Duration settle) {
  /** Prometheus gives Alertmanager an end that is four times its resend delay, or its interval, ahead. */
  static final Duration STALE = Duration.ofMinutes(5);

  /**
   * @param stretches when it fired
   * @param episodes of the same instance, from first sighting to close; {@link Instant#MAX} while they are open
   * @return sorted by time
   */
  List<Period> own(Collection<Period> stretches, Collection<Period> episodes) {
    return Periods.joined(stretches, settle).stream().filter(this::inGap).filter(firing -> !refuted(firing))
        .filter(firing -> episodes.stream().noneMatch(episode -> overlap(firing, episode))).toList();
  }

  private boolean inGap(Period firing) {
    return firing.from().isBefore(gap.period().until()) && firing.until().isAfter(gap.period().from());
  }

  private boolean refuted(Period firing) {
    boolean before = !firing.from().isAfter(gap.period().from().minus(OpenGap.RESEND));
    return before || firing.until().isAfter(gap.observedUntil());
  }

  private static boolean overlap(Period firing, Period episode) {
    return !firing.until().isBefore(episode.from().minus(STALE)) && !firing.from().isAfter(episode.until());
  }
}
