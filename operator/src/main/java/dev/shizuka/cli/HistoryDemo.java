package dev.shizuka.cli;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Language;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.DirectoryCatalog;
import dev.shizuka.cli.demo.history.History;
import dev.shizuka.cli.demo.history.HistoryCatalog;
import dev.shizuka.cli.demo.history.PastEpisode;
import dev.shizuka.ledger.ClosedEpisode;
import dev.shizuka.ledger.ClosedHistory;
import dev.shizuka.ledger.LedgerSettings;
import dev.shizuka.ledger.Store;
import dev.shizuka.ledger.StoreAddress;
import dev.shizuka.ledger.StoreReader;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseReportFigures;
import dev.shizuka.report.noise.ReportRequest;
import dev.shizuka.report.render.NoiseReportText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code shizuka demo --history}: a made-up year in a store, and the report on its last quarter. */
final class HistoryDemo {
  private static final long SEED = 2026;
  private static final Duration SETTLE = Duration.ofMinutes(2);

  private final Path folder;
  private final PrintWriter out;

  /** @param folder of the store, which must not be there yet, and of all that is written */
  HistoryDemo(Path folder, PrintWriter out) {
    this.folder = folder;
    this.out = out;
  }

  /** Gives the report's figures. */
  NoiseFigures run(Instant now) throws IOException {
    History history = History.of(SEED, now);
    Files.createDirectories(folder);
    store(history);
    Path declared = folder.resolve("declared");
    HistoryCatalog.write(history, declared);
    NoiseFigures figures = figures(history, DirectoryCatalog.read(declared));
    Path report = folder.resolve("noise-report.html");
    Files.writeString(report, NoiseReportText.html(figures, Language.en));
    new HistoryHeadline(history, figures).print(out);
    out.println();
    out.println("The report:   " + report.toAbsolutePath());
    out.println("More of them: shizuka report payments/quarter --directory " + declared + " --data " + folder + " --at "
        + history.year().until() + " --format markdown --language ja");
    return figures;
  }

  private void store(History history) {
    List<ClosedEpisode> episodes = history.episodes().stream()
        .map((PastEpisode episode) -> new ClosedEpisode(episode.fact(), episode.labels())).toList();
    try (Store store = Store.open(folder)) {
      store.take(new ClosedHistory(History.BACKEND, history.year().until(), episodes, List.of(history.away())),
          new LedgerSettings(SETTLE, history.zone()));
    }
  }

  private NoiseFigures figures(History history, Catalog catalog) {
    Declared<NoiseReportSpec> report = catalog.reports().stream()
        .filter(declared -> declared.id().qualifiedName().equals(HistoryCatalog.REPORT)).findFirst().orElseThrow();
    try (StoreReader reader = StoreReader.open(new StoreAddress.Folder(folder))) {
      return NoiseReportFigures.of(ReportRequest.of(report, catalog, history.year().until()), reader.facts());
    }
  }
}
