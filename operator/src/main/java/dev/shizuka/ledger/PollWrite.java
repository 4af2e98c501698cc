package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.EpisodeFact;
import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.ResponseJoin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Writes one poll, within one transaction, and says what the ledger then holds. */
final class PollWrite {
  private final LedgerContext context;
  private final Handle handle;
  private final LedgerState state;
  private final Poll poll;
  private final Bookkeeping books;
  private final Map<String, OpenEpisode> open;
  private final Notifications notifications;

  PollWrite(LedgerContext context, Handle handle, LedgerState state, Poll poll) {
    this.context = context;
    this.handle = handle;
    this.state = state;
    this.poll = poll;
    this.books = context.books(state.responses());
    this.open = new HashMap<>();
    this.notifications = new Notifications(state);
  }

  LedgerState write(Folded folded) {
    open.putAll(folded.open());
    Tally tally = new Tally(state.counters(), context.limits());
    PolicyLook look = PolicyLook.of(poll);
    PolicyTally policies = new PolicyTally(state.policies(), poll.at());
    look.matched().forEach(policies::match);
    LedgerTables.writePoll(handle, poll.backend(), poll.at());
    writeGap();
    lapse(folded);
    writeEpisodes(folded, tally, policies);
    notifications.write(handle);
    LedgerTables.writeCounters(handle, tally.changed());
    PolicyTables.write(handle, policies);
    Map<String, LedgerState.Backend> backends = new HashMap<>(state.backends());
    backends.put(poll.backend(), new LedgerState.Backend(Optional.of(poll.at()), open, look.quiet(), Told.NOTHING));
    return new LedgerState(backends, tally.counters(), policies.policies(), books.totals(),
        context.unexplained(handle, poll.at(), state.unexplained(), books)).with(notifications);
  }

  /** Receivers that were waited for in vain are not waited for until they tell something again. */
  private void lapse(Folded folded) {
    Set<String> untold = folded.changes().stream().filter(Folded.Change::becameActionable)
        .map(change -> change.after().fingerprint())
        .filter(fingerprint -> !state.backend(poll.backend()).told().notified().containsKey(fingerprint))
        .collect(Collectors.toSet());
    if (!untold.isEmpty()) {
      poll.alerts().stream().filter(sighting -> untold.contains(sighting.fingerprint()))
          .flatMap(sighting -> sighting.awaited().stream())
          .forEach(awaited -> notifications.lapsed(poll.backend(), awaited.receivers(), poll.at()));
    }
  }

  private void writeGap() {
    state.backend(poll.backend()).lastPoll().flatMap(last -> OpenGap.between(last, poll))
        .ifPresent(gap -> GapTables.open(handle, gap));
  }

  private void writeEpisodes(Folded folded, Tally tally, PolicyTally policies) {
    Map<EpisodeId, Handled> known = handled(folded);
    Map<String, Instant> closedLately = folded.changes().stream().anyMatch(Folded.Change::opened)
        ? LedgerTables.closedSince(handle, poll.backend(), poll.at().minus(EpisodeFact.SOON))
        : Map.of();
    List<EpisodeRow> rows = new ArrayList<>();
    for (Folded.Change change : folded.changes()) {
      OpenEpisode episode = tally.count(change);
      if (change.opened()) {
        episode = episode.after(Optional.ofNullable(closedLately.get(episode.fingerprint())));
      }
      policies.count(change);
      if (change.end().isEmpty()) {
        open.put(episode.fingerprint(), episode);
      }
      rows.add(EpisodeRow.of(episode, change.end()));
      keep(change, new Standing(episode, change.end(), Handled.NONE), known);
    }
    LedgerTables.writeEpisodes(handle, rows);
    books.writeHandled(handle);
    judgeOverdue();
    decide(folded);
    books.write(handle);
  }

  private void keep(Folded.Change change, Standing after, Map<EpisodeId, Handled> known) {
    Handled before = known.getOrDefault(after.id(), Handled.NONE);
    Handled now = change.becameActionable() ? called(before, after.episode()) : before;
    Optional<Standing> standing = change.before() == null
        ? Optional.empty()
        : Optional.of(new Standing(change.before(), Optional.empty(), before));
    books.move(standing, after.with(now), poll.at());
  }

  /** What is promised is promised from the call on, which may have been before this poll. */
  private Handled called(Handled before, OpenEpisode episode) {
    Instant at = episode.course().actionableAt().orElseThrow();
    return before.called(at,
        poll.promises().due(episode.priority(), at).map(due -> due.truncatedTo(ChronoUnit.MILLIS)));
  }

  /** Only of those of which something can be known. */
  private Map<EpisodeId, Handled> handled(Folded folded) {
    List<EpisodeId> asked = folded.changes().stream().filter(change -> !change.opened())
        .map(Folded.Change::after)
        .filter(episode -> episode.course().actionable() || context.linked().contains(episode.fingerprint()))
        .map(episode -> new EpisodeId(poll.backend(), episode.fingerprint(), episode.firstSeenAt())).toList();
    return HandlingTables.handled(handle, asked, state.backend(poll.backend()).open().size());
  }

  private void judgeOverdue() {
    HandlingTables.overdue(handle, poll.backend(), poll.at()).forEach((id, handled) -> {
      OpenEpisode episode = open.get(id.fingerprint());
      if (episode != null && episode.firstSeenAt().equals(id.firstSeenAt())) {
        Standing standing = new Standing(episode, Optional.empty(), handled);
        books.move(Optional.of(standing), standing, poll.at());
      }
    });
    books.writeHandled(handle);
  }

  /**
   * Of what was told before, an episode that opens changes only what waits or was told shortly before, and one that closes only what was told with a
   * time after that ({@link ResponseJoin}). The rest need not be read.
   */
  private void decide(Folded folded) {
    Map<String, Instant> turnedAt = new TreeMap<>();
    for (Folded.Change change : folded.changes()) {
      String fingerprint = change.after().fingerprint();
      boolean turned = change.opened() || change.end().isPresent();
      Instant since = change.opened() ? poll.at().minus(ResponseJoin.EARLY) : poll.at();
      if (turned && context.linked().contains(fingerprint)
          && ResponseTables.matters(handle, fingerprint, since)) {
        turnedAt.put(fingerprint, change.after().firstSeenAt());
      }
    }
    if (!turnedAt.isEmpty()) {
      ResponseDecisions decisions = new ResponseDecisions(handle, books, this::backend);
      decisions.turned(turnedAt);
      decisions.open().forEach(notifications::told);
    }
  }

  private LedgerState.Backend backend(String name) {
    return name.equals(poll.backend())
        ? new LedgerState.Backend(Optional.of(poll.at()), open, Map.of(), Told.NOTHING)
        : state.backend(name);
  }
}
