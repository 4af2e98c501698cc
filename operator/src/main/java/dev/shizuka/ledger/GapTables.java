package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.Gap;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.ledger.facts.Periods;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The SQL of gaps. */
final class GapTables {
  private static final String OPEN = "OPEN";
  private static final String FILLED = "FILLED";
  private static final String UNFILLED = "UNFILLED";
  /** At a time; the others come after. */
  private static final int MOST = 100;

  private GapTables() {}

  static void open(Handle handle, OpenGap gap) {
    write(handle, gap, new Row(gap.period(), OPEN, ""));
  }

  static void unfilled(Handle handle, String backend, Gap gap) {
    Period period = new Period(gap.from(), gap.until());
    write(handle, new OpenGap(backend, period, gap.until()), new Row(period, UNFILLED, gap.reason().name()));
  }

  private record Row(Period period, String state, String reason) {}

  private static void write(Handle handle, OpenGap gap, Row row) {
    handle.createUpdate("""
        INSERT INTO gap (backend, from_at, until_at, state, reason, observed_until)
        VALUES (:backend, :from, :until, :state, :reason, :observedUntil)
        """).bind("backend", gap.backend()).bind("from", row.period().from().toEpochMilli())
        .bind("until", row.period().until().toEpochMilli()).bind("state", row.state()).bind("reason", row.reason())
        .bind("observedUntil", gap.observedUntil().toEpochMilli()).execute();
  }

  /** Those of which polls have shown by now what they see anyway. */
  static List<OpenGap> open(Handle handle, String backend) {
    return handle.createQuery("""
        SELECT from_at, until_at, observed_until FROM gap WHERE backend = :backend AND state = 'OPEN'
          AND observed_until <= (SELECT at FROM backend_poll WHERE backend = :backend)
        ORDER BY from_at LIMIT :most
        """).bind("backend", backend).bind("most", MOST).map((row, context) -> new OpenGap(backend, period(row),
        Instant.ofEpochMilli(row.getLong("observed_until")))).list();
  }

  static boolean isOpen(Handle handle, OpenGap gap) {
    return handle.createQuery("""
        SELECT COUNT(*) FROM gap
        WHERE backend = :backend AND from_at = :from AND until_at = :until AND state = 'OPEN'
        """).bind("backend", gap.backend()).bind("from", gap.period().from().toEpochMilli())
        .bind("until", gap.period().until().toEpochMilli()).mapTo(Long.class).one() > 0;
  }

  /** Puts its filled and its unfilled parts into its place. */
  static void end(Handle handle, OpenGap gap, GapFilling.Verdict verdict) {
    handle.createUpdate("DELETE FROM gap WHERE backend = :backend AND from_at = :from").bind("backend", gap.backend())
        .bind("from", gap.period().from().toEpochMilli()).execute();
    Periods.without(gap.period(), verdict.unfilled())
        .forEach(part -> write(handle, gap, new Row(part, FILLED, "")));
    verdict.unfilled().forEach(part -> write(handle, gap, new Row(part, UNFILLED, verdict.reason().name())));
  }

  /** When the episodes of some instances were, by fingerprint: those that are open, or closed since. */
  static Map<String, List<Period>> episodes(Handle handle, Sought sought) {
    Map<String, List<Period>> episodes = new HashMap<>();
    if (sought.fingerprints().isEmpty()) {
      return episodes;
    }
    handle.createQuery("""
        SELECT fingerprint, first_seen_at, closed_at FROM episode WHERE fingerprint IN (<fingerprints>)
          AND backend = :backend AND (closed_at IS NULL OR closed_at >= :since)
        """).bindList("fingerprints", List.copyOf(sought.fingerprints())).bind("backend", sought.backend())
        .bind("since", sought.since().toEpochMilli())
        .map((row, context) -> Map.entry(row.getString("fingerprint"), time(row)))
        .forEach(entry -> episodes.computeIfAbsent(entry.getKey(), first -> new ArrayList<>()).add(entry.getValue()));
    return episodes;
  }

  record Sought(String backend, Collection<String> fingerprints, Instant since) {}

  private static Period time(ResultSet row) throws SQLException {
    Instant from = Instant.ofEpochMilli(row.getLong("first_seen_at"));
    long closedAt = row.getLong("closed_at");
    return new Period(from, row.wasNull() ? Instant.MAX : Instant.ofEpochMilli(closedAt));
  }

  static List<Gap> notFilled(Handle handle, Period period) {
    return handle.createQuery("""
        SELECT DISTINCT from_at, until_at, reason FROM gap
        WHERE from_at < :until AND until_at > :from AND state IN ('OPEN', 'UNFILLED') ORDER BY from_at, until_at, reason
        """).bind("from", period.from().toEpochMilli()).bind("until", period.until().toEpochMilli())
        .map((row, context) -> new Gap(period(row), reason(row.getString("reason")))).list();
  }

  private static Gap.Reason reason(String name) {
    return name.isEmpty() ? Gap.Reason.NotYet : Gap.Reason.valueOf(name);
  }

  private static Period period(ResultSet row) throws SQLException {
    return new Period(Instant.ofEpochMilli(row.getLong("from_at")), Instant.ofEpochMilli(row.getLong("until_at")));
  }
}
