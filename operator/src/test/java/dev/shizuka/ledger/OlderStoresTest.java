package dev.shizuka.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.ledger.facts.FactScope;
import dev.shizuka.ledger.facts.NoiseFacts;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.response.ResponseEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Stores of every version there was, holding as much of some history as the tables of that version had columns for. */
class OlderStoresTest {
  /** The first version with answers and sums. */
  private static final int ANSWERS = 4;
  private static final LedgerSettings SETTINGS = new LedgerSettings(Scene.SETTLE, SlowFacts.ZONE);

  @Provide
  Arbitrary<List<Poll>> histories() {
    return Histories.polls();
  }

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void migratingKeepsEveryEpisodeAndGivesTheSumsThatASlowCountGives(@ForAll("histories") List<Poll> polls,
      @ForAll Random random) throws IOException, SQLException {
    Path root = Files.createTempDirectory("older");
    try {
      Path newest = Files.createDirectories(root.resolve("newest"));
      List<Poll> promising = polls.stream().map(poll -> new Poll(poll.backend(), poll.at(), poll.members(),
          poll.alerts(), (priority, calledAt) -> Optional.of(calledAt.plusSeconds(60)))).toList();
      record(newest, promising, random);
      for (MigrationInfo version : tables(newest, "latest").info().all()) {
        int number = Integer.parseInt(version.getVersion().getVersion());
        Path older = Files.createDirectories(root.resolve("v" + number));
        copy(newest, older, number);
        compare(newest, older, number, promising.getLast());
      }
    } finally {
      delete(root);
    }
  }

  private static void record(Path folder, List<Poll> polls, Random random) {
    List<ResponseEvent> events = SampleEvents.of(random, polls, true);
    try (Store store = Store.open(folder)) {
      Ledger ledger = store.ledger(SETTINGS);
      for (Poll poll : polls) {
        ledger.record(poll);
        ledger.accept(List.of(events.get(random.nextInt(events.size()))));
      }
    }
  }

  /** What a ledger shows of its episodes, and all that reports ask. */
  private record Shown(List<Ledger.Episode> open, List<Ledger.Episode> closed, List<Ledger.Total> totals,
      Map<?, Long> wouldSuppress, List<?> facts) {
    static Shown of(Ledger ledger, Poll last, boolean answers) {
      Period period = new Period(last.at().minus(Duration.ofDays(3)), last.at().plus(Duration.ofDays(3)));
      NoiseFacts facts = ledger.facts();
      return new Shown(ledger.open(), ledger.recent(10_000), ledger.totals(), ledger.wouldSuppress(), answers
          ? List.of(facts.sums(FactScope.ALL, period), facts.totals(FactScope.ALL, period),
              facts.observed(FactScope.ALL, period), facts.misses(FactScope.ALL, period, 50),
              facts.coFirings(FactScope.ALL, period), ledger.responses().objectives(), ledger.responses().answers())
          : List.of());
    }
  }

  private static void compare(Path newest, Path older, int version, Poll last) {
    boolean answers = version >= ANSWERS;
    Shown expected;
    try (Store store = Store.open(newest)) {
      expected = Shown.of(store.ledger(SETTINGS), last, answers);
    }
    try (Store store = Store.open(older)) {
      Ledger ledger = store.ledger(SETTINGS);
      assertThat(Shown.of(ledger, last, answers)).as("version %d", version).isEqualTo(expected);
      if (!answers) {
        SlowFacts.assertSameOfOld(store, ledger.facts(), last.at());
      }
      assertThat(store.database().<Long>inTransaction(handle -> handle
          .createQuery("SELECT COUNT(*) FROM response_link WHERE at IS NULL").mapTo(Long.class).one())).isZero();
    }
  }

  private static String url(Path folder) {
    return "jdbc:sqlite:" + folder.resolve("shizuka.db");
  }

  private static Flyway tables(Path folder, String version) {
    return Flyway.configure(OlderStoresTest.class.getClassLoader()).loggers(QuietFlyway.class.getName())
        .dataSource(url(folder), null, null).locations("classpath:db/migration").target(version).load();
  }

  private static void copy(Path from, Path to, int version) throws SQLException {
    tables(to, "" + version).migrate();
    try (Connection connection = DriverManager.getConnection(url(to)); Statement sql = connection.createStatement()) {
      sql.execute("ATTACH DATABASE '" + from.resolve("shizuka.db") + "' AS newest");
      for (String table : list(sql, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'flyway%'"
          + " AND name NOT LIKE 'sqlite%'")) {
        String columns = String.join(", ", list(sql, "SELECT name FROM pragma_table_info('" + table + "')"));
        sql.execute("DELETE FROM " + table);
        sql.execute("INSERT INTO " + table + " (" + columns + ") SELECT " + columns + " FROM newest." + table);
      }
    }
  }

  private static List<String> list(Statement sql, String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
