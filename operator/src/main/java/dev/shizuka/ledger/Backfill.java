package dev.shizuka.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Adds what versions of Shizuka before did not write: episodes to the sums, nothing was promised for them, and the times of links. */
final class Backfill {
  private static final int BATCH = 2_000;

  private Backfill() {}

  /** Some of them; false where none are left. */
  static boolean some(Handle handle, LedgerSettings settings) {
    List<EpisodeRow> rows = LedgerTables.unsummed(handle, BATCH);
    if (rows.isEmpty()) {
      return ResponseTables.giveTimes(handle, BATCH);
    }
    LedgerContext context = LedgerContext.load(handle, settings, Tally.Limits.DEFAULT);
    Bookkeeping books = context.books(HandlingTables.totals(handle));
    for (EpisodeRow row : rows) {
      OpenEpisode episode = row.episode();
      Handled handled = episode.course().actionableAt()
          .map(called -> Handled.NONE.called(called, Optional.empty())).orElse(Handled.NONE);
      books.move(Optional.empty(), new Standing(episode, row.end(), handled), Instant.MAX);
    }
    books.write(handle);
    LedgerTables.writeEpisodes(handle, rows.stream().map(EpisodeRow::inSums).toList());
    return true;
  }
}
