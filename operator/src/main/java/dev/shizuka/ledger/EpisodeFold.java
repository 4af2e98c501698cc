package dev.shizuka.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Folds one poll into the open episodes of its backend (DESIGN §3). Pure. What an episode counts as is decided in {@link Course}.
 *
 * <ol>
 * <li>A poll that is not later than the last one, or in which no member was reachable, changes nothing.
 * <li>An alert without an open episode opens one. It never starts with a gap. A changed {@code startsAt} opens no other.
 * <li>More time than the episode's grace since the last poll is a gap, for present and absent episodes.
 * <li>A notification that was told since the last poll counts first, before what this poll shows and whether or not the alert is still there. A notification
 * of an episode that is closed already changes nothing here.
 * <li>An alert that is absent keeps its episode open; if it comes back before that closes, the episode goes on.
 * <li>A witness is a reachable member that was up before the alert was last seen. Absence closes an episode as soon as it has been seen for
 * {@code settle} from the first poll with a witness, and there is a witness now. Members that are away do not hold it back.
 * <li>Without a witness (all have restarted since), absence closes it as soon as it has lasted for {@code settle} and the last seen
 * {@code endsAt} has passed ({@link OpenEpisode.Seen#endsWithin}).
 * <li>A policy in Observe mode is counted for an episode that closes suppressed on that policy's course and not on the real one.
 * </ol>
 */
final class EpisodeFold {
  private final Map<String, OpenEpisode> open;
  private final Poll poll;
  private final Optional<Instant> previous;
  private final Map<String, Instant> notified;
  private final Duration settle;
  private final Map<String, OpenEpisode> result;
  private final List<Folded.Change> changes = new ArrayList<>();

  private EpisodeFold(LedgerState.Backend before, Poll poll, Duration settle) {
    this.open = before.open();
    this.poll = poll;
    this.previous = before.lastPoll();
    this.notified = before.told().notified();
    this.settle = settle;
    this.result = new HashMap<>(open);
  }

  /** @param before as it was after the previous poll, with what was told since */
  static Folded fold(LedgerState.Backend before, Poll poll, Duration settle) {
    boolean late = before.lastPoll().isPresent() && !poll.at().isAfter(before.lastPoll().get());
    if (late || poll.members().stream().noneMatch(Poll.Member::reachable)) {
      return new Folded(false, before.open(), List.of());
    }
    return new EpisodeFold(before, poll, settle).fold();
  }

  private Folded fold() {
    SortedMap<String, Sighting> sightings = new TreeMap<>();
    poll.alerts().forEach(sighting -> sightings.putIfAbsent(sighting.fingerprint(), sighting));
    sightings.values().forEach(this::sighted);
    open.values().stream().filter(episode -> !sightings.containsKey(episode.fingerprint()))
        .sorted((one, other) -> one.fingerprint().compareTo(other.fingerprint())).forEach(this::absent);
    return new Folded(true, result, changes);
  }

  private void sighted(Sighting sighting) {
    OpenEpisode before = open.get(sighting.fingerprint());
    OpenEpisode after = before == null
        ? OpenEpisode.opened(poll.backend(), sighting, poll.at())
        : withGap(told(before)).seen(sighting, poll.at());
    if (!after.equals(before)) {
      result.put(after.fingerprint(), after);
      changes.add(new Folded.Change(before, after, Optional.empty()));
    }
  }

  private void absent(OpenEpisode before) {
    Instant lastSeenAt = before.lastSeenAt(previous.orElse(before.firstSeenAt()));
    boolean witnessed = witnessed(lastSeenAt);
    OpenEpisode after = withGap(told(before)).absent(lastSeenAt, poll.at(), witnessed);
    if (over(after, after.absence().orElseThrow(), witnessed)) {
      result.remove(after.fingerprint());
      changes.add(new Folded.Change(before, after, Optional.of(end(after, lastSeenAt))));
    } else if (!after.equals(before)) {
      result.put(after.fingerprint(), after);
      changes.add(new Folded.Change(before, after, Optional.empty()));
    }
  }

  private OpenEpisode told(OpenEpisode episode) {
    return Optional.ofNullable(notified.get(episode.fingerprint())).map(episode::notified).orElse(episode);
  }

  private OpenEpisode withGap(OpenEpisode episode) {
    boolean gap = previous.isPresent()
        && Duration.between(previous.get(), poll.at()).compareTo(episode.seen().grace()) > 0;
    return gap ? episode.gapped() : episode;
  }

  private boolean witnessed(Instant lastSeenAt) {
    return poll.members().stream().anyMatch(member -> member.reachable() && member.upSince().isBefore(lastSeenAt));
  }

  private boolean over(OpenEpisode episode, OpenEpisode.Absence absence, boolean witnessed) {
    if (witnessed && settled(absence.witnessedSince().orElse(poll.at()))) {
      return true;
    }
    Instant endsAt = absence.lastSeenAt().plus(episode.seen().endsWithin());
    return settled(absence.since()) && !poll.at().isBefore(endsAt);
  }

  private boolean settled(Instant since) {
    return !poll.at().isBefore(since.plus(settle));
  }

  private Folded.End end(OpenEpisode episode, Instant lastSeenAt) {
    boolean brief = episode.brief(lastSeenAt);
    Outcome outcome = episode.course().outcome(brief);
    return new Folded.End(poll.at(), outcome, episode.wouldSuppress(outcome, brief));
  }
}
