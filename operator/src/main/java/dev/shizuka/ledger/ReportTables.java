package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.ReportDeliveries.Taken;
import dev.shizuka.ledger.ReportDelivery.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The SQL of reports and their deliveries. */
final class ReportTables {
  /** Long enough to be asked about last year's. */
  private static final Duration KEPT = Duration.ofDays(400);

  private static final String NEWEST = """
      SELECT * FROM report_delivery WHERE due = (
        SELECT MAX(later.due) FROM report_delivery later WHERE later.report = report_delivery.report)
      ORDER BY report, target
      """;

  private static final String WRITE = """
      INSERT INTO report_delivery (report, due, target, state, attempts, taken_at, changed_at, next_at, message)
      VALUES (:report, :due, :target, :state, :attempts, :takenAt, :changedAt, :nextAt, :message)
      ON CONFLICT (report, due, target) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,
        changed_at = excluded.changed_at, next_at = excluded.next_at, message = excluded.message
      """;

  private static final String SUPERSEDE = """
      UPDATE report_delivery SET state = 'FAILED', message = 'a later report is due'
      WHERE report = :report AND due < :due AND state = 'PENDING'
      """;

  private static final String ABANDON = """
      UPDATE report_delivery SET state = 'FAILED', message = 'it was declared no longer'
      WHERE report = :report AND state = 'PENDING'
      """;

  private static final String TAKE = """
      INSERT INTO report_schedule (report, schedule, taken_until) VALUES (:report, :schedule, :until)
      ON CONFLICT (report) DO UPDATE SET schedule = excluded.schedule, taken_until = excluded.taken_until
      """;

  private ReportTables() {}

  static Map<ResourceId, Taken> taken(Handle handle) {
    Map<ResourceId, Taken> taken = new TreeMap<>();
    handle.createQuery("SELECT report, schedule, taken_until FROM report_schedule")
        .map((row, context) -> Map.entry(PolicyKey.read(row.getString("report")),
            new Taken(row.getString("schedule"), Instant.ofEpochMilli(row.getLong("taken_until")))))
        .forEach(one -> taken.put(one.getKey(), one.getValue()));
    return taken;
  }

  static List<ReportDelivery> newest(Handle handle) {
    return handle.createQuery(NEWEST).map((row, context) -> delivery(row)).list();
  }

  private static ReportDelivery delivery(ResultSet row) throws SQLException {
    return new ReportDelivery(PolicyKey.read(row.getString("report")), time(row, "due"), row.getString("target"),
        State.valueOf(row.getString("state")), row.getInt("attempts"), time(row, "taken_at"), time(row, "changed_at"),
        time(row, "next_at"), row.getString("message"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static void take(Handle handle, ResourceId report, Taken taken) {
    String key = PolicyKey.write(report);
    long until = taken.until().toEpochMilli();
    handle.createUpdate(TAKE).bind("report", key).bind("schedule", taken.schedule()).bind("until", until).execute();
    handle.createUpdate("DELETE FROM report_delivery WHERE report = :report AND due < :before").bind("report", key)
        .bind("before", taken.until().minus(KEPT).toEpochMilli()).execute();
  }

  static void supersede(Handle handle, ResourceId report, Instant due) {
    handle.createUpdate(SUPERSEDE).bind("report", PolicyKey.write(report)).bind("due", due.toEpochMilli()).execute();
  }

  static void write(Handle handle, ReportDelivery delivery) {
    handle.createUpdate(WRITE).bind("report", PolicyKey.write(delivery.report()))
        .bind("due", delivery.due().toEpochMilli()).bind("target", delivery.target())
        .bind("state", delivery.state().name()).bind("attempts", delivery.attempts())
        .bind("takenAt", delivery.takenAt().toEpochMilli()).bind("changedAt", delivery.changedAt().toEpochMilli())
        .bind("nextAt", delivery.nextAt().toEpochMilli()).bind("message", delivery.message()).execute();
  }

  static void forget(Handle handle, ResourceId report) {
    handle.createUpdate("DELETE FROM report_schedule WHERE report = :report").bind("report", PolicyKey.write(report))
        .execute();
    handle.createUpdate(ABANDON).bind("report", PolicyKey.write(report)).execute();
  }
}
