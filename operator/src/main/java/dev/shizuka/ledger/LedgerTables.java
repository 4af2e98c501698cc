package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.response.EpisodeId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The ledger's SQL. */
final class LedgerTables {
  private static final int BATCH = 5_000;

  private static final String WRITE_EPISODE = """
      INSERT INTO episode (backend, fingerprint, first_seen_at, labels, priority, namespace, alertname,
        priority_counted, state, grace, patience, ends_within, unsuppressed_since, actionable_at, gap, reason, policy,
        author, policies, would_suppress, last_seen_at, absent_since, witnessed_since, outcome, closed_at,
        previous_closed_at, summed)
      VALUES (:backend, :fingerprint, :firstSeenAt, :labels, :priority, :namespace, :alertname,
        :priorityCounted, :state, :grace, :patience, :endsWithin, :unsuppressedSince, :actionableAt, :gap, :reason, :policy,
        :author, :policies, :wouldSuppress, :lastSeenAt, :absentSince, :witnessedSince, :outcome, :closedAt,
        :previousClosedAt, :summed)
      ON CONFLICT (backend, fingerprint, first_seen_at) DO UPDATE SET
        namespace = excluded.namespace, alertname = excluded.alertname, priority_counted = excluded.priority_counted,
        state = excluded.state, grace = excluded.grace, patience = excluded.patience, ends_within = excluded.ends_within,
        unsuppressed_since = excluded.unsuppressed_since, actionable_at = excluded.actionable_at, gap = excluded.gap,
        reason = excluded.reason, policy = excluded.policy, author = excluded.author, policies = excluded.policies,
        would_suppress = excluded.would_suppress,
        last_seen_at = excluded.last_seen_at, absent_since = excluded.absent_since,
        witnessed_since = excluded.witnessed_since, outcome = excluded.outcome, closed_at = excluded.closed_at,
        summed = excluded.summed
      """;

  private static final String WRITE_TOTAL = """
      INSERT INTO episode_total (backend, namespace, alertname, priority, outcome, reason, policy, episodes)
      VALUES (:backend, :namespace, :alertname, :priority, :outcome, :reason, :policy, :episodes)
      ON CONFLICT (backend, namespace, alertname, priority, outcome, reason, policy)
      DO UPDATE SET episodes = excluded.episodes
      """;

  private static final String WRITE_WOULD_SUPPRESS = """
      INSERT INTO would_suppress_total (policy, episodes) VALUES (:policy, :episodes)
      ON CONFLICT (policy) DO UPDATE SET episodes = excluded.episodes
      """;

  private static final String WRITE_POLL = """
      INSERT INTO backend_poll (backend, at) VALUES (:backend, :at) ON CONFLICT (backend) DO UPDATE SET at = excluded.at
      """;

  private LedgerTables() {}

  static void writePoll(Handle handle, String backend, Instant at) {
    handle.createUpdate(WRITE_POLL).bind("backend", backend).bind("at", at.toEpochMilli()).execute();
  }

  static Map<String, Instant> polls(Handle handle) {
    Map<String, Instant> polls = new HashMap<>();
    handle.createQuery("SELECT backend, at FROM backend_poll")
        .map((row, context) -> Map.entry(row.getString("backend"), Instant.ofEpochMilli(row.getLong("at"))))
        .forEach(poll -> polls.put(poll.getKey(), poll.getValue()));
    return polls;
  }

  static void writeEpisodes(Handle handle, Collection<EpisodeRow> rows) {
    PreparedBatch batch = handle.prepareBatch(WRITE_EPISODE);
    for (EpisodeRow row : rows) {
      batch.bindMethods(row).add();
      if (batch.size() >= BATCH) {
        batch.execute();
      }
    }
    batch.execute();
  }

  static List<EpisodeRow> openEpisodes(Handle handle) {
    return handle.createQuery("SELECT * FROM episode WHERE closed_at IS NULL")
        .map(ConstructorMapper.of(EpisodeRow.class))
        .list();
  }

  static List<EpisodeRow> closedEpisodes(Handle handle, int limit) {
    return handle.createQuery("""
        SELECT * FROM episode WHERE closed_at IS NOT NULL
        ORDER BY closed_at DESC, first_seen_at DESC, backend, fingerprint LIMIT :limit
        """).bind("limit", limit).map(ConstructorMapper.of(EpisodeRow.class)).list();
  }

  static Optional<EpisodeRow> episode(Handle handle, EpisodeId id) {
    return handle.createQuery("""
        SELECT * FROM episode
        WHERE backend = :backend AND fingerprint = :fingerprint AND first_seen_at = :firstSeenAt
        """).bind("backend", id.backend()).bind("fingerprint", id.fingerprint())
        .bind("firstSeenAt", id.firstSeenAt().toEpochMilli()).map(ConstructorMapper.of(EpisodeRow.class)).findOne();
  }

  static List<EpisodeRow> unsummed(Handle handle, int limit) {
    return handle.createQuery("SELECT * FROM episode WHERE summed = 0 LIMIT :limit").bind("limit", limit)
        .map(ConstructorMapper.of(EpisodeRow.class)).list();
  }

  /**
   * When instances of a backend last closed, by fingerprint. Of all backends is read, for a planner without statistics takes a condition on the backend
   * for the better one and reads all its episodes.
   */
  static Map<String, Instant> closedSince(Handle handle, String backend, Instant since) {
    Map<String, Instant> closed = new HashMap<>();
    handle.createQuery("""
        SELECT backend, fingerprint, closed_at FROM episode WHERE closed_at IS NOT NULL AND closed_at >= :since
        ORDER BY closed_at
        """).bind("since", since.toEpochMilli()).map((row, context) -> {
      if (row.getString(1).equals(backend)) {
        closed.put(row.getString(2), Instant.ofEpochMilli(row.getLong(3)));
      }
      return true;
    }).forEach(read -> {});
    return closed;
  }

  static void writeCounters(Handle handle, Counters changed) {
    PreparedBatch totals = handle.prepareBatch(WRITE_TOTAL);
    changed.episodes().forEach((key, episodes) -> totals.bind("backend", key.series().backend())
        .bind("namespace", key.series().namespace()).bind("alertname", key.series().alertname())
        .bind("priority", key.series().priority()).bind("outcome", key.outcome().name()).bind("reason", key.reason())
        .bind("policy", key.policy()).bind("episodes", episodes).add());
    totals.execute();
    PreparedBatch policies = handle.prepareBatch(WRITE_WOULD_SUPPRESS);
    changed.wouldSuppress().forEach((policy, episodes) -> policies.bind("policy", PolicyKey.write(policy))
        .bind("episodes", episodes).add());
    policies.execute();
  }

  static Counters counters(Handle handle) {
    Map<Counters.Key, Long> totals = new HashMap<>();
    handle.createQuery("SELECT * FROM episode_total").map((row, context) -> {
      Series series = new Series(row.getString("backend"), row.getString("namespace"), row.getString("alertname"),
          row.getString("priority"));
      var key = new Counters.Key(series, Outcome.valueOf(row.getString("outcome")), row.getString("reason"),
          row.getString("policy"));
      return Map.entry(key, row.getLong("episodes"));
    }).forEach(total -> totals.put(total.getKey(), total.getValue()));
    Map<ResourceId, Long> policies = new HashMap<>();
    handle.createQuery("SELECT policy, episodes FROM would_suppress_total")
        .map((row, context) -> Map.entry(PolicyKey.read(row.getString("policy")), row.getLong("episodes")))
        .forEach(total -> policies.put(total.getKey(), total.getValue()));
    return new Counters(totals, policies);
  }
}
