package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.ledger.Store;
import dev.shizuka.ledger.StoreAddress;
import dev.shizuka.testbed.RealPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What PostgreSQL itself saw of those that write to the ledger: a trigger tells each transaction, in their order. */
final class LedgerAudit implements AutoCloseable {
  private final Connection connection;

  LedgerAudit(RealPostgres postgres, StoreAddress.Postgres address) throws SQLException {
    Store.open(address).close();
    connection = postgres.connect(address);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE audit (at BIGSERIAL, replica TEXT, epoch BIGINT)");
      statement.execute("""
          CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            INSERT INTO audit (replica, epoch) VALUES (current_setting('application_name'), NEW.epoch);
            RETURN NEW;
          END $$""");
      statement.execute("CREATE TRIGGER audit AFTER UPDATE ON writer FOR EACH ROW EXECUTE FUNCTION audit()");
    }
  }

  /** No epoch has two that write, and none writes once a later epoch has begun. */
  void assertOneWritesAtATime(List<String> leaders) throws SQLException {
    Map<Long, String> writers = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT replica, epoch FROM audit ORDER BY at")) {
      long last = 0;
      while (rows.next()) {
        String replica = rows.getString(1);
        long epoch = rows.getLong(2);
        assertThat(epoch).as("an epoch after %s of %s", last, replica).isGreaterThanOrEqualTo(last);
        assertThat(writers.computeIfAbsent(epoch, first -> replica)).isEqualTo(replica);
        last = epoch;
      }
    }
    assertThat(writers.values()).as("each leader, with an epoch of its own")
        .containsExactlyInAnyOrderElementsOf(leaders);
  }

  Instant lastPoll() throws SQLException {
    return Instant.ofEpochMilli(number("SELECT coalesce(max(at), 0) FROM backend_poll"));
  }

  long openEpisodes() throws SQLException {
    return number("SELECT count(*) FROM episode WHERE closed_at IS NULL");
  }

  /** All that ever were. */
  long episodes() throws SQLException {
    return number("SELECT count(*) FROM episode");
  }

  long instances() throws SQLException {
    return number("SELECT count(DISTINCT fingerprint) FROM episode");
  }

  long counted() throws SQLException {
    return number("SELECT coalesce(sum(episodes), 0) FROM episode_total");
  }

  long actionable() throws SQLException {
    return number("SELECT coalesce(sum(episodes), 0) FROM episode_total WHERE lower(outcome) = 'actionable'");
  }

  private synchronized long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
