package dev.shizuka.ledger;

import dev.shizuka.ledger.ResponseTotals.Key;
import dev.shizuka.ledger.facts.EpisodeFact.Objective;
import dev.shizuka.response.EpisodeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of how episodes were handled. */
final class HandlingTables {
  /** One row by its key takes as long as so many when all are read at once. */
  private static final int ONE_ROW = 8;

  private static final String WRITE = """
      INSERT INTO handling (backend, fingerprint, first_seen_at, series, called_at, due, objective, cause, content,
        answered, judged, handled_seconds)
      VALUES (:backend, :fingerprint, :firstSeenAt, :series, :calledAt, :due, :objective, :cause, :content, :answered,
        :judged, :handledSeconds)
      ON CONFLICT (backend, fingerprint, first_seen_at) DO UPDATE SET called_at = excluded.called_at,
        due = excluded.due, objective = excluded.objective, cause = excluded.cause, content = excluded.content,
        answered = excluded.answered, judged = excluded.judged, handled_seconds = excluded.handled_seconds
      """;

  private static final String WRITE_TOTAL = """
      INSERT INTO response_total (metric, namespace, alertname, priority, part, amount)
      VALUES (:metric, :namespace, :alertname, :priority, :part, :amount)
      ON CONFLICT (metric, namespace, alertname, priority, part) DO UPDATE SET amount = excluded.amount
      """;

  private static final String UNEXPLAINED = """
      SELECT s.priority, COUNT(*) AS misses FROM handling h JOIN alert_series s ON s.id = h.series
      WHERE h.objective = 'MISSED' AND h.cause = '' AND h.called_at < :before GROUP BY s.priority
      """;

  private HandlingTables() {}

  static void write(Handle handle, Collection<Standing> standings, SlotIds ids) {
    PreparedBatch batch = handle.prepareBatch(WRITE);
    for (Standing standing : standings) {
      Handled handled = standing.handled();
      EpisodeId id = standing.id();
      batch.bind("backend", id.backend()).bind("fingerprint", id.fingerprint())
          .bind("firstSeenAt", id.firstSeenAt().toEpochMilli()).bind("series", ids.of(standing.series()))
          .bind("calledAt", handled.calledAt().map(Instant::toEpochMilli).orElse(null))
          .bind("due", handled.due().map(Instant::toEpochMilli).orElse(null))
          .bind("objective", handled.objective().name()).bind("cause", handled.cause())
          .bind("content", HandlingText.write(handled.handling()))
          .bind("answered", handled.counted().answered() ? 1 : 0)
          .bind("judged", handled.counted().judged() ? 1 : 0).bind("handledSeconds", handled.counted().seconds()).add();
    }
    batch.execute();
  }

  /**
   * How these open episodes of one backend were handled; those of which nothing is known are left out.
   *
   * @param open how many there are
   */
  static Map<EpisodeId, Handled> handled(Handle handle, List<EpisodeId> episodes, int open) {
    Map<EpisodeId, Handled> found = new HashMap<>();
    if (episodes.size() * ONE_ROW > open && !episodes.isEmpty()) {
      handle.createQuery("""
          SELECT h.* FROM episode e JOIN handling h ON h.backend = e.backend AND h.fingerprint = e.fingerprint
            AND h.first_seen_at = e.first_seen_at WHERE e.backend = :backend AND e.closed_at IS NULL
          """).bind("backend", episodes.getFirst().backend()).map((row, context) -> Map.entry(id(row), handled(row)))
          .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    } else {
      episodes.forEach(id -> handled(handle, id).ifPresent(handled -> found.put(id, handled)));
    }
    return found;
  }

  /** How all episodes of one instance at one backend were handled, as far as anything is known. */
  static Map<EpisodeId, Handled> handled(Handle handle, String backend, String fingerprint) {
    return handle.createQuery("SELECT * FROM handling WHERE backend = :backend AND fingerprint = :fingerprint")
        .bind("backend", backend).bind("fingerprint", fingerprint)
        .map((row, context) -> Map.entry(id(row), handled(row))).collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  static Optional<Handled> handled(Handle handle, EpisodeId id) {
    return handle.createQuery("""
        SELECT * FROM handling
        WHERE backend = :backend AND fingerprint = :fingerprint AND first_seen_at = :firstSeenAt
        """).bind("backend", id.backend()).bind("fingerprint", id.fingerprint())
        .bind("firstSeenAt", id.firstSeenAt().toEpochMilli()).map((row, context) -> handled(row)).findOne();
  }

  /** Episodes of a backend whose answer was due by then and that are not judged yet. Read of all backends, as {@link LedgerTables#closedSince} is. */
  static Map<EpisodeId, Handled> overdue(Handle handle, String backend, Instant now) {
    Map<EpisodeId, Handled> overdue = new TreeMap<>();
    handle.createQuery("SELECT * FROM handling WHERE objective = 'PENDING' AND due <= :now")
        .bind("now", now.toEpochMilli()).map((row, context) -> Map.entry(id(row), handled(row)))
        .filter(entry -> entry.getKey().backend().equals(backend))
        .forEach(entry -> overdue.put(entry.getKey(), entry.getValue()));
    return overdue;
  }

  /** By backend and fingerprint, when a receiver was first told of an open episode that is not counted yet. */
  static Map<String, Map<String, Instant>> notified(Handle handle) {
    Map<String, Map<String, Instant>> notified = new HashMap<>();
    handle.createQuery("""
        SELECT h.* FROM episode e JOIN handling h ON h.backend = e.backend AND h.fingerprint = e.fingerprint
          AND h.first_seen_at = e.first_seen_at WHERE e.closed_at IS NULL AND e.actionable_at IS NULL
        """).map((row, context) -> Map.entry(id(row), handled(row)))
        .forEach(entry -> entry.getValue().handling().notifiedAt().ifPresent(at -> notified
            .computeIfAbsent(entry.getKey().backend(), backend -> new HashMap<>())
            .put(entry.getKey().fingerprint(), at)));
    return notified;
  }

  static EpisodeId id(ResultSet row) throws SQLException {
    return new EpisodeId(row.getString("backend"), row.getString("fingerprint"),
        Instant.ofEpochMilli(row.getLong("first_seen_at")));
  }

  static Handled handled(ResultSet row) throws SQLException {
    return new Handled(instant(row, "called_at"), instant(row, "due"), Objective.valueOf(row.getString("objective")),
        HandlingText.read(row.getString("content")), new Handled.Counted(row.getInt("answered") != 0,
            row.getInt("judged") != 0, row.getLong("handled_seconds")));
  }

  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /** Missed objectives of calls before that time without a cause, by priority. */
  static Map<String, Long> unexplained(Handle handle, Instant before) {
    Map<String, Long> misses = new TreeMap<>();
    handle.createQuery(UNEXPLAINED).bind("before", before.toEpochMilli())
        .map((row, context) -> Map.entry(row.getString("priority"), row.getLong("misses")))
        .forEach(entry -> misses.put(entry.getKey(), entry.getValue()));
    return misses;
  }

  static void writeTotals(Handle handle, Map<Key, Long> changed) {
    PreparedBatch batch = handle.prepareBatch(WRITE_TOTAL);
    changed.forEach((key, amount) -> batch.bind("metric", key.metric()).bind("namespace", key.namespace())
        .bind("alertname", key.alertname()).bind("priority", key.priority()).bind("part", key.part())
        .bind("amount", amount).add());
    batch.execute();
  }

  static ResponseTotals totals(Handle handle) {
    Map<Key, Long> amounts = new HashMap<>();
    handle.createQuery("SELECT * FROM response_total").map((row, context) -> Map.entry(
        new Key(row.getString("metric"), row.getString("namespace"), row.getString("alertname"),
            row.getString("priority"), row.getString("part")),
        row.getLong("amount"))).forEach(entry -> amounts.put(entry.getKey(), entry.getValue()));
    return new ResponseTotals(amounts);
  }
}
