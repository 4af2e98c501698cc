package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.PolicyUse.Counts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of what policies did. */
final class PolicyTables {
  /** More than a month is never summed. */
  private static final int DAYS_HELD = 32;

  private static final String WRITE_KNOWN = """
      INSERT INTO policy_known (policy, known_since, last_match) VALUES (:policy, :knownSince, :lastMatch)
      ON CONFLICT (policy) DO UPDATE SET last_match = excluded.last_match
      """;

  private static final String ADD_TO_DAY = """
      INSERT INTO policy_day (policy, day, suppressed, would_suppress, called, in_vain, called_before)
      VALUES (:policy, :day, :suppressed, :wouldSuppress, :called, :inVain, :calledBefore)
      ON CONFLICT (policy, day) DO UPDATE SET suppressed = policy_day.suppressed + excluded.suppressed,
        would_suppress = policy_day.would_suppress + excluded.would_suppress,
        called = policy_day.called + excluded.called, in_vain = policy_day.in_vain + excluded.in_vain,
        called_before = policy_day.called_before + excluded.called_before
      """;

  private static final String EVER = """
      SELECT policy, SUM(suppressed) AS suppressed, SUM(would_suppress) AS would_suppress, SUM(called) AS called,
        SUM(in_vain) AS in_vain, SUM(called_before) AS called_before FROM policy_day GROUP BY policy
      """;

  private PolicyTables() {}

  static void write(Handle handle, PolicyTally tally) {
    PreparedBatch known = handle.prepareBatch(WRITE_KNOWN);
    tally.changed().forEach((policy, figures) -> known.bind("policy", PolicyKey.write(policy))
        .bind("knownSince", figures.knownSince().toEpochMilli())
        .bind("lastMatch", figures.lastMatch().map(Instant::toEpochMilli).orElse(null)).add());
    known.execute();
    PreparedBatch days = handle.prepareBatch(ADD_TO_DAY);
    tally.added().forEach((policy, more) -> days.bind("policy", PolicyKey.write(policy)).bind("day", tally.day())
        .bind("suppressed", more.suppressed()).bind("wouldSuppress", more.wouldSuppress())
        .bind("called", more.called()).bind("inVain", more.inVain()).bind("calledBefore", more.calledBefore()).add());
    days.execute();
  }

  static Map<ResourceId, PolicyDays> policies(Handle handle) {
    Map<String, Counts> ever = new HashMap<>();
    handle.createQuery(EVER).map((row, context) -> Map.entry(row.getString("policy"), counts(row)))
        .forEach(sum -> ever.put(sum.getKey(), sum.getValue()));
    Map<String, SortedMap<Long, Counts>> days = days(handle);
    Map<ResourceId, PolicyDays> policies = new HashMap<>();
    handle.createQuery("SELECT policy, known_since, last_match FROM policy_known").map((row, context) -> {
      String key = row.getString("policy");
      long lastMatch = row.getLong("last_match");
      Optional<Instant> last = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastMatch));
      return Map.entry(PolicyKey.read(key), new PolicyDays(Instant.ofEpochMilli(row.getLong("known_since")), last,
          ever.getOrDefault(key, Counts.NONE), days.getOrDefault(key, new TreeMap<>())));
    }).forEach(policy -> policies.put(policy.getKey(), policy.getValue()));
    return Map.copyOf(policies);
  }

  private static Map<String, SortedMap<Long, Counts>> days(Handle handle) {
    Map<String, SortedMap<Long, Counts>> days = new HashMap<>();
    record Day(String policy, long day, Counts counts) {}
    handle.createQuery("SELECT * FROM policy_day WHERE day > (SELECT MAX(day) FROM policy_day) - :read")
        .bind("read", DAYS_HELD)
        .map((row, context) -> new Day(row.getString("policy"), row.getLong("day"), counts(row)))
        .forEach(day -> days.computeIfAbsent(day.policy(), policy -> new TreeMap<>()).put(day.day(), day.counts()));
    return days;
  }

  private static Counts counts(ResultSet row) throws SQLException {
    return new Counts(row.getLong("suppressed"), row.getLong("would_suppress"), row.getLong("called"),
        row.getLong("in_vain"), row.getLong("called_before"));
  }
}
