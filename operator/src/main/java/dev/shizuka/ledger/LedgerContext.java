package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.SlotFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What all writes of a ledger share. Guarded by the ledger's lock; after a failed write it is read anew.
 *
 * @param linked fingerprints that some response names, known to belong to an episode or not
 */
record LedgerContext(LedgerSettings settings, Tally.Limits limits, SlotIds ids, Set<String> linked) {
  static LedgerContext load(Handle handle, LedgerSettings settings, Tally.Limits limits) {
    return new LedgerContext(settings, limits, SlotTables.ids(handle), ResponseTables.fingerprints(handle));
  }

  Bookkeeping books(ResponseTotals totals) {
    return new Bookkeeping(new SlotFacts(settings.zone()), ids, totals);
  }

  /**
   * Misses of days that are over, read again only where they can be others than before.
   *
   * @param books what this write changed
   */
  Unexplained unexplained(Handle handle, Instant now, Unexplained before, Bookkeeping books) {
    Instant today = LocalDate.ofInstant(now, settings.zone()).atStartOfDay(settings.zone()).toInstant();
    return before.holds(today, books) ? before : new Unexplained(today, HandlingTables.unexplained(handle, today));
  }
}
