package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.SlotKey;
import dev.shizuka.ledger.facts.Sums;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of sums. */
final class SlotTables {
  /** Columns of the record {@link Sums}, in its order. */
  static final String COLUMNS = "episodes, firing_seconds, handling_seconds, handling_squares, responded, unattended,"
      + " unattended_briefly, again, same_day, met, missed, missed_without_cause, ended_before_due, pending";

  private static final String ADD = """
      INSERT INTO slot (span, at, slot_key, %s)
      VALUES (:span, :at, :key, :episodes, :firingSeconds, :handlingSeconds, :handlingSquares, :responded, :unattended,
        :unattendedBriefly, :again, :sameDay, :met, :missed, :missedWithoutCause, :excluded, :pending)
      ON CONFLICT (span, at, slot_key) DO UPDATE SET episodes = slot.episodes + excluded.episodes,
        firing_seconds = slot.firing_seconds + excluded.firing_seconds,
        handling_seconds = slot.handling_seconds + excluded.handling_seconds,
        handling_squares = slot.handling_squares + excluded.handling_squares,
        responded = slot.responded + excluded.responded, unattended = slot.unattended + excluded.unattended,
        unattended_briefly = slot.unattended_briefly + excluded.unattended_briefly,
        again = slot.again + excluded.again, same_day = slot.same_day + excluded.same_day,
        met = slot.met + excluded.met, missed = slot.missed + excluded.missed,
        missed_without_cause = slot.missed_without_cause + excluded.missed_without_cause,
        ended_before_due = slot.ended_before_due + excluded.ended_before_due, pending = slot.pending + excluded.pending
      """.formatted(COLUMNS);

  /**
   * One sum.
   *
   * @param span of time in seconds
   * @param at its beginning, milliseconds since 1970
   */
  record Cell(long span, long at, long key) {}

  private SlotTables() {}

  static void write(Handle handle, SlotIds ids, Map<Cell, Sums> added) {
    writeIds(handle, ids);
    PreparedBatch add = handle.prepareBatch(ADD);
    PreparedBatch delete = handle
        .prepareBatch("DELETE FROM slot WHERE span = :span AND at = :at AND slot_key = :key AND episodes = 0");
    added.forEach((cell, sums) -> {
      if (!sums.equals(Sums.ZERO)) {
        bind(add, cell).bindMethods(sums).add();
        if (sums.episodes() < 0) {
          bind(delete, cell).add();
        }
      }
    });
    add.execute();
    delete.execute();
  }

  private static PreparedBatch bind(PreparedBatch batch, Cell cell) {
    return batch.bind("span", cell.span()).bind("at", cell.at()).bind("key", cell.key());
  }

  private static void writeIds(Handle handle, SlotIds ids) {
    PreparedBatch series = handle.prepareBatch("""
        INSERT INTO alert_series (id, backend, namespace, service, owner, alertname, priority)
        VALUES (:id, :backend, :namespace, :service, :owner, :alertname, :priority)
        """);
    ids.takeNewSeries().forEach(row -> series.bind("id", row.id()).bindMethods(row.value()).add());
    series.execute();
    PreparedBatch keys = handle.prepareBatch("""
        INSERT INTO slot_key (id, series, outcome, reason, policy, cause, observer)
        VALUES (:id, :series, :outcome, :reason, :policy, :cause, :observer)
        """);
    ids.takeNewKeys().forEach(row -> {
      SlotKey key = row.value().key();
      keys.bind("id", row.id()).bind("series", ids.of(key.series())).bind("outcome", key.outcome())
          .bind("reason", key.reason()).bind("policy", key.policy()).bind("cause", key.cause())
          .bind("observer", row.value().observer()).add();
    });
    keys.execute();
  }

  static SlotIds ids(Handle handle) {
    Map<AlertSeries, Long> series = new HashMap<>();
    series(handle).forEach((id, value) -> series.put(value, id));
    Map<SlotIds.Key, Long> keys = new HashMap<>();
    keys(handle).forEach((id, value) -> keys.put(value, id));
    return new SlotIds(series, keys);
  }

  static Map<Long, AlertSeries> series(Handle handle) {
    Map<Long, AlertSeries> series = new HashMap<>();
    handle.createQuery("SELECT * FROM alert_series").map((row, context) -> Map.entry(row.getLong("id"), series(row)))
        .forEach(entry -> series.put(entry.getKey(), entry.getValue()));
    return series;
  }

  static Map<Long, SlotIds.Key> keys(Handle handle) {
    Map<Long, AlertSeries> series = series(handle);
    Map<Long, SlotIds.Key> keys = new HashMap<>();
    handle.createQuery("SELECT * FROM slot_key").map((row, context) -> Map.entry(row.getLong("id"),
        new SlotIds.Key(new SlotKey(Objects.requireNonNull(series.get(row.getLong("series"))), row.getString("outcome"),
            row.getString("reason"), row.getString("policy"), row.getString("cause")), row.getString("observer"))))
        .forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
    return keys;
  }

  private static AlertSeries series(ResultSet row) throws SQLException {
    return new AlertSeries(row.getString("backend"), row.getString("namespace"), row.getString("service"),
        row.getString("owner"), row.getString("alertname"), row.getString("priority"));
  }

  /** The sums whose first column is that one. */
  static Sums sums(ResultSet row, int column) throws SQLException {
    return new Sums(row.getLong(column), row.getLong(column + 1), row.getLong(column + 2), row.getLong(column + 3),
        row.getLong(column + 4), row.getLong(column + 5), row.getLong(column + 6), row.getLong(column + 7),
        row.getLong(column + 8), row.getLong(column + 9), row.getLong(column + 10), row.getLong(column + 11),
        row.getLong(column + 12), row.getLong(column + 13));
  }
}
