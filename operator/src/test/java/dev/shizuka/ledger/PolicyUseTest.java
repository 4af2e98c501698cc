package dev.shizuka.ledger;

import static dev.shizuka.ledger.Scene.NIGHTLY;
import static dev.shizuka.ledger.Scene.START;
import static dev.shizuka.ledger.Scene.at;
import static dev.shizuka.ledger.Scene.poll;
import static dev.shizuka.ledger.Scene.suppressed;
import static dev.shizuka.ledger.Scene.suppressedByBoth;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyUseTest extends PolicyUseContract {
  @TempDir
  Path directory;

  @Override
  StoreAddress address() {
    return new StoreAddress.Folder(directory);
  }

  @Test
  void theLastMatchIsKnownToFiveMinutesAndQuietPollsDoNotWriteIt() throws SQLException {
    long writes = 0;
    for (long second = 0; second < 1_200; second += 10) {
      Optional<Instant> before = Optional.ofNullable(use(NIGHTLY, START)).flatMap(PolicyUse::lastMatch);
      ledger.record(poll(second, suppressed(second)));
      writes += use(NIGHTLY, START).lastMatch().equals(before) ? 0 : 1;
    }
    assertThat(writes).isEqualTo(4);
    assertThat(use(NIGHTLY, START).lastMatch()).contains(at(900));
    assertThat(use(NIGHTLY, START).knownSince()).isEqualTo(at(0));
    long rows = written();
    ledger.record(poll(1_210, suppressedByBoth(1_210)));
    assertThat(written() - rows).as("the poll, the episode, the new policy, and the other's five minutes").isEqualTo(4);
    ledger.record(poll(1_220, suppressedByBoth(1_220)));
    ledger.record(poll(1_230, suppressedByBoth(1_230)));
    assertThat(written() - rows).as("and one of each quiet poll").isEqualTo(6);
    restart();
    assertThat(use(NIGHTLY, START).lastMatch()).contains(at(1_200));
  }

  /** Rows that were written to since the triggers were made. */
  private long written() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("shizuka.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS written (n BIGINT)");
      for (String table : List.of("backend_poll", "episode", "episode_total", "policy_known", "policy_day")) {
        for (String change : List.of("INSERT", "UPDATE")) {
          statement.execute("CREATE TRIGGER IF NOT EXISTS " + table + change + " AFTER " + change + " ON " + table
              + " BEGIN INSERT INTO written VALUES (1); END");
        }
      }
      try (ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM written")) {
        return count.getLong(1);
      }
    }
  }
}
