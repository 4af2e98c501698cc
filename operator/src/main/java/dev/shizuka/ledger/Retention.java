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
 * <li>What was told of episodes: as well, though what came of it stays as long as the episode. What waits for its episode: after
 * {@link ResponseJoin#LATE}, and beyond {@link #MOST_WAITING} the oldest.
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

  private static final String TOPIC = "retention";
  private static final String HORIZON = "events deleted before";
  private static final String WRITE_HORIZON = """
      INSERT INTO memory (topic, name, content) VALUES (:topic, :name, :before)
      ON CONFLICT (topic, name) DO UPDATE SET content = excluded.content
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
    int deleted = delete(handle, "response_event", before, late);
    if (deleted > 0) {
      Instant horizon = Instant.ofEpochMilli(before);
      Instant known = eventsDeletedBefore(handle);
      handle.createUpdate(WRITE_HORIZON).bind("topic", TOPIC).bind("name", HORIZON)
          .bind("before", String.valueOf((known.isAfter(horizon) ? known : horizon).toEpochMilli())).execute();
    }
    return deleted;
  }

  /** An episode that began before that time may have lost what was told of it; what came of that stands in {@code handling}. */
  static Instant eventsDeletedBefore(Handle handle) {
    return handle.createQuery("SELECT content FROM memory WHERE topic = :topic AND name = :name").bind("topic", TOPIC)
        .bind("name", HORIZON).mapTo(String.class).findOne().map(Long::parseLong).map(Instant::ofEpochMilli)
        .orElse(Instant.MIN);
  }

  private static int delete(Handle handle, String table, long before, long late) {
    return handle.createUpdate("DELETE FROM " + table + " WHERE (source, id) IN (" + OLD_EVENTS + ")")
        .bind("before", before).bind("late", late).bind("most", MOST_WAITING).bind("batch", BATCH).execute();
  }
}
