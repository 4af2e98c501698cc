package dev.shizuka.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * At which alerts the caller looks once more before the poll is recorded ({@link Ledger#dueToCount}). Pure.
 *
 * <ol>
 * <li>Those that the poll counts as actionable, unless it is a notification that does: then a person was called, and nothing muted it.
 * <li>Those that a notification is waited for, once: at the poll at which they have been unsuppressed for the grace. What time mutes is kept quiet by that,
 * though nobody would ever be notified of it.
 * </ol>
 */
final class DueToCount {
  private final LedgerState.Backend before;
  private final Poll poll;

  private DueToCount(LedgerState.Backend before, Poll poll) {
    this.before = before;
    this.poll = poll;
  }

  /** @param folded what the poll makes of it */
  static Set<String> of(LedgerState.Backend before, Poll poll, Folded folded) {
    return new DueToCount(before, poll).of(folded);
  }

  private Set<String> of(Folded folded) {
    Set<String> due = new TreeSet<>();
    folded.changes().stream().filter(Folded.Change::becameActionable).map(change -> change.after().fingerprint())
        .filter(fingerprint -> !before.told().notified().containsKey(fingerprint)).forEach(due::add);
    if (folded.recorded()) {
      poll.alerts().stream().filter(sighting -> waits(sighting, folded.open())).map(Sighting::fingerprint)
          .forEach(due::add);
    }
    return due;
  }

  private boolean waits(Sighting sighting, Map<String, OpenEpisode> open) {
    if (sighting.awaited().isEmpty() || sighting.state() != Sighting.State.UNSUPPRESSED) {
      return false;
    }
    Optional<Instant> graceOver = Optional.ofNullable(open.get(sighting.fingerprint())).map(OpenEpisode::course)
        .filter(course -> !course.actionable()).flatMap(Course::unsuppressedSince)
        .map(since -> since.plus(sighting.grace()));
    return graceOver.filter(at -> !at.isAfter(poll.at()))
        .filter(at -> before.lastPoll().map(at::isAfter).orElse(true)).isPresent();
  }
}
