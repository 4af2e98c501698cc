package dev.shizuka.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Which way one open episode is going: the real one, or what it would be if a policy in Observe mode were enforced. This is the one
 * place that decides what an episode counts as.
 *
 * <ol>
 * <li>An unsuppressed sighting starts the span, unless it runs already; the span reaches from its first sighting to this one.
 * <li>An unsuppressed sighting that makes the span as long as the grace makes the course actionable. Nothing changes it after that.
 * <li>A suppressed sighting ends the span. The first one's reason and policy are kept.
 * <li>An undecided sighting neither starts nor ends the span, and cannot complete it.
 * <li>Absence ends the span.
 * <li>A gap ends the span and is remembered.
 * <li>At its end a course is: actionable if it became so; else unobserved if there was a gap; else suppressed if it was ever seen
 * suppressed; else brief if it lasted within the grace; else unobserved, for nobody can tell.
 * </ol>
 *
 * @param unsuppressedSince start of the span that runs
 * @param actionableAt when it was counted as actionable
 * @param gap whether sightings were missing for longer than the grace while it was undecided
 * @param suppression at the first suppressed sighting
 */
record Course(Optional<Instant> unsuppressedSince, Optional<Instant> actionableAt, boolean gap,
    Optional<Sighting.Suppression> suppression) {
  static final Course START = new Course(Optional.empty(), Optional.empty(), false, Optional.empty());

  Course seen(Sighting sighting, Instant at) {
    if (actionable()) {
      return this;
    }
    return switch (sighting.state()) {
      case UNDECIDED -> this;
      case SUPPRESSED -> new Course(Optional.empty(), actionableAt, gap, suppression.or(sighting::suppression));
      case UNSUPPRESSED -> {
        Instant since = unsuppressedSince.orElse(at);
        boolean due = !at.isBefore(since.plus(sighting.grace()));
        yield new Course(Optional.of(since), due ? Optional.of(at) : Optional.empty(), gap, suppression);
      }
    };
  }

  Course absent() {
    return actionable() ? this : new Course(Optional.empty(), actionableAt, gap, suppression);
  }

  Course gapped() {
    return actionable() ? this : new Course(Optional.empty(), actionableAt, true, suppression);
  }

  boolean actionable() {
    return actionableAt.isPresent();
  }

  /** @param brief whether it lasted within the grace */
  Outcome outcome(boolean brief) {
    if (actionable()) {
      return Outcome.ACTIONABLE;
    }
    if (gap) {
      return Outcome.UNOBSERVED;
    }
    if (suppression.isPresent()) {
      return Outcome.SUPPRESSED;
    }
    return brief ? Outcome.BRIEF : Outcome.UNOBSERVED;
  }
}
