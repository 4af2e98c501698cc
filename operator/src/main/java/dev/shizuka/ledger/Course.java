package dev.shizuka.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which way one open episode is going: the real one, or what it would be if a policy in Observe mode were enforced. This is the one
 * place that decides what an episode counts as.
 *
 * <ol>
 * <li>An unsuppressed sighting starts the span, unless it runs already; the span reaches from its first sighting to this one.
 * <li>An unsuppressed sighting that makes the span as long as the patience makes the course actionable. Nothing changes it after that. The patience is
 * the grace, or longer where a notification is waited for ({@link Sighting.Awaited}).
 * <li>A notification makes it actionable at its own time, whatever was seen: a person was called.
 * <li>A suppressed sighting ends the span and is remembered.
 * <li>An undecided sighting neither starts nor ends the span, and cannot complete it.
 * <li>Absence ends the span.
 * <li>A gap ends the span and is remembered.
 * <li>At its end a course is: actionable if it became so; else unobserved if there was a gap; else suppressed if it was ever seen
 * suppressed; else brief if it lasted within the patience; else unobserved, for nobody can tell.
 * </ol>
 *
 * @param unsuppressedSince start of the span that runs
 * @param actionableAt when it was counted as actionable
 * @param gap whether sightings were missing for longer than the grace while it was undecided
 * @param suppressed whether it was ever seen suppressed while it was undecided
 */
record Course(Optional<Instant> unsuppressedSince, Optional<Instant> actionableAt, boolean gap, boolean suppressed) {
  static final Course START = new Course(Optional.empty(), Optional.empty(), false, false);

  Course seen(Sighting.State state, Duration patience, Instant at) {
    if (actionable()) {
      return this;
    }
    return switch (state) {
      case UNDECIDED -> this;
      case SUPPRESSED -> new Course(Optional.empty(), actionableAt, gap, true);
      case UNSUPPRESSED -> {
        Instant since = unsuppressedSince.orElse(at);
        boolean due = !at.isBefore(since.plus(patience));
        yield new Course(Optional.of(since), due ? Optional.of(at) : Optional.empty(), gap, suppressed);
      }
    };
  }

  Course notified(Instant at) {
    return actionable() ? this : new Course(unsuppressedSince, Optional.of(at), gap, suppressed);
  }

  Course absent() {
    return actionable() ? this : new Course(Optional.empty(), actionableAt, gap, suppressed);
  }

  Course gapped() {
    return actionable() ? this : new Course(Optional.empty(), actionableAt, true, suppressed);
  }

  /** Whether the last sighting that said anything was an unsuppressed one. */
  boolean unsuppressed() {
    return unsuppressedSince.isPresent();
  }

  boolean actionable() {
    return actionableAt.isPresent();
  }

  /** @param brief whether it lasted within the patience */
  Outcome outcome(boolean brief) {
    if (actionable()) {
      return Outcome.ACTIONABLE;
    }
    if (gap) {
      return Outcome.UNOBSERVED;
    }
    if (suppressed) {
      return Outcome.SUPPRESSED;
    }
    return brief ? Outcome.BRIEF : Outcome.UNOBSERVED;
  }
}
