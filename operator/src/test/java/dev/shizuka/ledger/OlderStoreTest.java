package dev.shizuka.ledger;

import static dev.shizuka.ledger.Scene.NIGHTLY;
import static dev.shizuka.ledger.Scene.NODES;
import static dev.shizuka.ledger.Scene.SETTLE;
import static dev.shizuka.ledger.Scene.at;
import static dev.shizuka.ledger.Scene.observed;
import static dev.shizuka.ledger.Scene.poll;
import static dev.shizuka.ledger.Scene.suppressed;
import static dev.shizuka.ledger.Scene.unsuppressed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.ledger.PolicyUse.Counts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of the first version, as it wrote its rows. */
class OlderStoreTest {
  private static final String EPISODE = "INSERT INTO episode (backend, fingerprint, first_seen_at, labels, priority,"
      + " namespace, alertname, priority_counted, state, grace, ends_within, unsuppressed_since, actionable_at, gap,"
      + " reason, policy, would_suppress, last_seen_at, absent_since, witnessed_since, outcome, closed_at)"
      + " VALUES ('main', '%1$s', %2$d, '{\"alertname\":\"Alert%1$s\",\"instance\":\"%1$s\",\"namespace\":\"shop\"}',"
      + " 'p3', 'shop', 'Alert%1$s', 'p3', '%3$s', 30000, 240000, %4$s, NULL, 0, %5$s, '%6$s', %7$s)";
  private static final String BY_NIGHTLY = "'SILENCE', 'SuppressionPolicy/shop/nightly'";
  private static final long START = at(0).toEpochMilli();

  @TempDir
  Path directory;

  @BeforeEach
  void write() throws SQLException {
    String url = "jdbc:sqlite:" + directory.resolve("shizuka.db");
    Flyway.configure(getClass().getClassLoader()).loggers(QuietFlyway.class.getName()).dataSource(url, null, null)
        .locations("classpath:db/migration").target("1").load().migrate();
    String observed = "{\"ClusterSuppressionPolicy//nodes\":{\"unsuppressedSince\":null,\"actionableAt\":null,"
        + "\"gap\":false,\"reason\":\"SILENCE\",\"policy\":\"ClusterSuppressionPolicy//nodes\"}}";
    try (Connection connection = DriverManager.getConnection(url); Statement sql = connection.createStatement()) {
      sql.execute(EPISODE.formatted("a", START, "SUPPRESSED", "NULL", BY_NIGHTLY, "{}", "NULL, NULL, NULL, '', NULL"));
      sql.execute(EPISODE.formatted("b", START, "UNSUPPRESSED", START, "'', ''", observed,
          "NULL, NULL, NULL, '', NULL"));
      sql.execute(EPISODE.formatted("c", START - 900_000, "SUPPRESSED", "NULL", BY_NIGHTLY, "{}",
          "%1$d, %1$d, %1$d, 'SUPPRESSED', %1$d".formatted(START - 600_000)));
      sql.execute("INSERT INTO backend_poll VALUES ('main', " + START + ")");
      sql.execute("INSERT INTO episode_total VALUES ('main', 'shop', 'Alertc', 'p3', 'SUPPRESSED', 'silence',"
          + " 'shop/nightly', 1)");
      sql.execute("INSERT INTO would_suppress_total VALUES ('ClusterSuppressionPolicy//nodes', 5)");
    }
  }

  private void absent(Ledger ledger) {
    for (long second = 20; second <= 140; second += 10) {
      ledger.record(poll(second));
    }
  }

  @Test
  void migratingKeepsEveryEpisodeAndEveryCount() {
    try (Store store = Store.open(directory)) {
      Ledger ledger = store.ledger(SETTLE);
      assertThat(ledger.open()).extracting(Ledger.Episode::fingerprint, Ledger.Episode::reason, Ledger.Episode::policy)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("a", "silence", "shop/nightly"),
              org.assertj.core.groups.Tuple.tuple("b", "", ""));
      assertThat(ledger.recent(9)).extracting(Ledger.Episode::fingerprint).containsExactly("c");
      assertThat(ledger.totals()).singleElement().extracting(Ledger.Total::count).isEqualTo(1L);
      assertThat(ledger.wouldSuppress()).containsEntry(NODES, 5L);
    }
  }

  @Test
  void policiesGoOnFromWhatTheStoreKnew() {
    try (Store store = Store.open(directory)) {
      var uses = store.ledger(SETTLE).policyUses(at(0));
      assertThat(uses.get(NIGHTLY).week()).isEqualTo(new Counts(1, 0, 0, 0, 0));
      assertThat(uses.get(NODES).ever()).isEqualTo(new Counts(0, 5, 0, 0, 0));
      assertThat(uses.get(NODES).month()).isEqualTo(Counts.NONE);
      assertThat(uses.get(NODES)).extracting(PolicyUse::knownSince, PolicyUse::lastMatch)
          .isEqualTo(List.of(at(0), Optional.empty()));
    }
  }

  @Test
  void openEpisodesEndAsTheyWouldHave() {
    try (Store store = Store.open(directory)) {
      Ledger ledger = store.ledger(SETTLE);
      ledger.record(poll(10, suppressed(10), observed(unsuppressed("b", 10), NODES)));
      absent(ledger);
      assertThat(ledger.recent(9)).extracting(Ledger.Episode::fingerprint, episode -> episode.outcome().orElseThrow())
          .contains(org.assertj.core.groups.Tuple.tuple("a", Outcome.SUPPRESSED),
              org.assertj.core.groups.Tuple.tuple("b", Outcome.BRIEF));
      assertThat(ledger.policyUses(at(0)).get(NIGHTLY).ever().suppressed()).isEqualTo(2);
      assertThat(ledger.wouldSuppress()).containsEntry(NODES, 6L);
    }
  }
}
