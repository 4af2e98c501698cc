package dev.shizuka.ledger;

import dev.shizuka.response.ResponseJoin;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * Deletes what is too old. Sums and counters stay for good.
 *
 * <ol>
 * <li>Closed episodes and how they were handled, and gaps: after the retention.
 * <li>What was told of episodes: as well; what waits for its episode after {@link ResponseJoin#LATE}, and beyond {@link #MOST_WAITING} the oldest.
 * </ol>
 */
final class Retention {
  /** Rows of each kind in one transaction: polls wait for it. */
  static final int BATCH = 2_000;
  private static final int MOST_WAITING = 100_000;

  private static final String OLD_EPISODES = """
      SELECT backend, fingerprint, first_seen_at FROM episode WHERE closed_at IS NOT NULL AND closed_at < :before
      ORDER BY closed_at, backend, fingerprint, first_seen_at LIMIT :batch
      """;
  private static final String OLD_EVENTS = """
      SELECT source, id FROM response_event WHERE at < :before OR waits = 1 AND (at < :late
        OR at < (SELECT at FROM response_event WHERE waits = 1 ORDER BY at DESC LIMIT 1 OFFSET :most))
      ORDER BY at, source, id LIMIT :batch
      """;

  private Retention() {}

  /** Whether there may be more to delete. */
  static boolean some(Handle handle, Instant now, Duration kept) {
    long before = now.minus(kept).toEpochMilli();
    handle.createUpdate("DELETE FROM handling WHERE (backend, fingerprint, first_seen_at) IN (" + OLD_EPISODES + ")")
        .bind("before", before).bind("batch", BATCH).execute();
    int episodes = handle
        .createUpdate("DELETE FROM episode WHERE (backend, fingerprint, first_seen_at) IN (" + OLD_EPISODES + ")")
        .bind("before", before).bind("batch", BATCH).execute();
    handle.createUpdate("DELETE FROM gap WHERE until_at < :before").bind("before", before).execute();
    return events(handle, before, now) == BATCH | episodes == BATCH;
  }

  private static int events(Handle handle, long before, Instant now) {
    long late = now.minus(ResponseJoin.LATE).toEpochMilli();
    delete(handle, "response_link", before, late);
    return delete(handle, "response_event", before, late);
  }

  private static int delete(Handle handle, String table, long before, long late) {
    return handle.createUpdate("DELETE FROM " + table + " WHERE (source, id) IN (" + OLD_EVENTS + ")")
        .bind("before", before).bind("late", late).bind("most", MOST_WAITING).bind("batch", BATCH).execute();
  }
}
