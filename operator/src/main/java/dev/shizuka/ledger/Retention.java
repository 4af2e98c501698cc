package dev.shizuka.ledger;

import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.ResponseJoin;
import dev.shizuka.response.ResponseText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
  /** Each of the three from its own index, so that what stays is not read. */
  private static final String OLD_EVENTS = """
      SELECT e.content FROM (
        SELECT * FROM (SELECT source, id FROM response_event WHERE at < :before ORDER BY at LIMIT :batch) AS expired
        UNION SELECT * FROM (SELECT source, id FROM response_event WHERE waits = 1 AND at < :late
          ORDER BY at LIMIT :batch) AS unclaimed
        UNION SELECT * FROM (SELECT source, id FROM response_event WHERE waits = 1
          AND at < (SELECT at FROM response_event WHERE waits = 1 ORDER BY at DESC LIMIT 1 OFFSET :most)
          ORDER BY at LIMIT :batch) AS excess
      ) AS doomed JOIN response_event e ON e.source = doomed.source AND e.id = doomed.id
      """;

  private static final String TOPIC = "retention";
  private static final String HORIZON = "events deleted before";
  private static final String WRITE_HORIZON = """
      INSERT INTO memory (topic, name, content) VALUES (:topic, :name, :before)
      ON CONFLICT (topic, name) DO UPDATE SET content = excluded.content
      """;

  /**
   * What was deleted.
   *
   * @param more whether there may be more to delete
   * @param unlinked fingerprints that no event names any more
   */
  record Deleted(boolean more, Set<String> unlinked) {}

  private Retention() {}

  static Deleted some(Handle handle, Instant now, Duration kept) {
    long before = now.minus(kept).toEpochMilli();
    handle.createUpdate("DELETE FROM handling WHERE (backend, fingerprint, first_seen_at) IN (" + OLD_EPISODES + ")")
        .bind("before", before).bind("batch", BATCH).execute();
    int episodes = handle
        .createUpdate("DELETE FROM episode WHERE (backend, fingerprint, first_seen_at) IN (" + OLD_EPISODES + ")")
        .bind("before", before).bind("batch", BATCH).execute();
    handle.createUpdate("DELETE FROM gap WHERE until_at < :before").bind("before", before).execute();
    List<ResponseEvent> old = oldEvents(handle, before, now);
    Set<String> unlinked = old.stream().flatMap(event -> ResponseTables.fingerprints(event).stream())
        .collect(Collectors.toSet());
    ResponseTables.delete(handle, old.stream().map(ResponseEvent::key).toList());
    if (!old.isEmpty()) {
      remember(handle, Instant.ofEpochMilli(before));
    }
    unlinked.removeIf(fingerprint -> ResponseTables.names(handle, fingerprint));
    return new Deleted(episodes == BATCH || old.size() >= BATCH, unlinked);
  }

  /** An episode that began before that time may have lost what was told of it; what came of that stands in {@code handling}. */
  static Instant eventsDeletedBefore(Handle handle) {
    return handle.createQuery("SELECT content FROM memory WHERE topic = :topic AND name = :name").bind("topic", TOPIC)
        .bind("name", HORIZON).mapTo(String.class).findOne().map(Long::parseLong).map(Instant::ofEpochMilli)
        .orElse(Instant.MIN);
  }

  private static void remember(Handle handle, Instant horizon) {
    Instant known = eventsDeletedBefore(handle);
    handle.createUpdate(WRITE_HORIZON).bind("topic", TOPIC).bind("name", HORIZON)
        .bind("before", String.valueOf((known.isAfter(horizon) ? known : horizon).toEpochMilli())).execute();
  }

  private static List<ResponseEvent> oldEvents(Handle handle, long before, Instant now) {
    return handle.createQuery(OLD_EVENTS).bind("before", before)
        .bind("late", now.minus(ResponseJoin.LATE).toEpochMilli()).bind("most", MOST_WAITING).bind("batch", BATCH)
        .mapTo(String.class).map(ResponseText::read).list();
  }
}
