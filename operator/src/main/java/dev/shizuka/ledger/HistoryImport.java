package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.Gap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Puts episodes of the past into an empty store, through the same sums and counters that polls go through. All or nothing. */
final class HistoryImport {
  /** Episodes that are held until they are written: not all of a year. */
  private static final int BATCH = 5_000;

  private final LedgerSettings settings;
  private final Handle handle;

  private HistoryImport(LedgerSettings settings, Handle handle) {
    this.settings = settings;
    this.handle = handle;
  }

  /**
   * @throws StoreException where the store holds episodes already: what is in the sums cannot be told from what is not
   */
  static void into(Database database, LedgerSettings settings, ClosedHistory history) {
    database.useTransaction(handle -> new HistoryImport(settings, handle).write(history));
  }

  private void write(ClosedHistory history) {
    if (handle.createQuery("SELECT COUNT(*) FROM episode").mapTo(Long.class).one() > 0) {
      throw new StoreException(
          "the store holds episodes already, and the past goes into a new one only: give another folder or database");
    }
    Tally tally = new Tally(LedgerTables.counters(handle), Tally.Limits.DEFAULT);
    Bookkeeping books = LedgerContext.load(handle, settings, Tally.Limits.DEFAULT)
        .books(HandlingTables.totals(handle));
    List<EpisodeRow> rows = new ArrayList<>();
    PolicyTally policies = new PolicyTally(PolicyTables.policies(handle), Instant.EPOCH);
    for (ClosedEpisode episode : byEnd(history.episodes())) {
      Standing standing = ClosedStanding.of(episode);
      Folded.Change change = new Folded.Change(null, standing.episode(), standing.end());
      OpenEpisode counted = tally.count(change);
      policies = day(policies, standing.end().orElseThrow().closedAt());
      match(policies, standing);
      policies.count(change);
      books.move(Optional.empty(), new Standing(counted, standing.end(), standing.handled()), Instant.MAX);
      rows.add(EpisodeRow.of(counted, standing.end()));
      if (rows.size() >= BATCH) {
        write(rows, books);
      }
    }
    write(rows, books);
    PolicyTables.write(handle, policies);
    LedgerTables.writeCounters(handle, tally.changed());
    history.gaps()
        .forEach(gap -> GapTables.unfilled(handle, history.backend(), new Gap(gap, Gap.Reason.NotKept)));
    LedgerTables.writePoll(handle, history.backend(), history.until());
  }

  private void write(List<EpisodeRow> rows, Bookkeeping books) {
    LedgerTables.writeEpisodes(handle, rows);
    books.write(handle);
    rows.clear();
  }

  private static List<ClosedEpisode> byEnd(List<ClosedEpisode> episodes) {
    return episodes.stream()
        .sorted(Comparator.comparing((ClosedEpisode episode) -> episode.fact().endedAt().orElseThrow())
            .thenComparing(episode -> episode.fact().series()).thenComparing(episode -> episode.fact().fingerprint())
            .thenComparing(episode -> episode.fact().startedAt()))
        .toList();
  }

  private static void match(PolicyTally policies, Standing standing) {
    standing.episode().attribution().suppressedBy().forEach(policies::match);
    standing.episode().ifEnforced().keySet().forEach(policies::match);
  }

  /** Policies count by day. */
  private PolicyTally day(PolicyTally policies, Instant at) {
    if (policies.day() == PolicyDays.day(at)) {
      return policies;
    }
    PolicyTables.write(handle, policies);
    return new PolicyTally(policies.policies(), at);
  }

}
