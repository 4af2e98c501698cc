package dev.shizuka.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.cli.demo.history.History;
import dev.shizuka.cli.demo.history.HistoryReport;
import dev.shizuka.ledger.facts.MemoryFacts;
import dev.shizuka.testbed.RealPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The made-up year in a PostgreSQL. */
class PostgresHistoryIT {
  @Test
  void yearGivesTheReportThatASlowCountGives(@TempDir Path directory) throws IOException, SQLException {
    History history = History.of(2026, Instant.now());
    List<ClosedEpisode> episodes = history.episodes().stream()
        .map(episode -> new ClosedEpisode(episode.fact(), episode.labels())).toList();
    try (RealPostgres postgres = RealPostgres.start(directory)) {
      compare(postgres.database("year"), history, episodes);
    }
  }

  private static void compare(StoreAddress address, History history, List<ClosedEpisode> episodes) {
    try (Store store = Store.open(address)) {
      store.take(new ClosedHistory(History.BACKEND, history.year().until(), episodes, List.of(history.away())),
          new LedgerSettings(Duration.ofMinutes(2), history.zone()));
      try (StoreReader reader = StoreReader.open(address)) {
        assertThat(HistoryReport.figures(history, reader.facts())).isEqualTo(HistoryReport.figures(history,
            new MemoryFacts(episodes.stream().map(ClosedEpisode::fact).toList(), history.zone(),
                history.year().until(), List.of(history.away()))));
      }
      assertThat(store.installation(Optional.of("mine"))).as("the reader took nothing over")
          .isEqualTo("mine");
    }
  }
}
