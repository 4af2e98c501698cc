package dev.shizuka.cli.demo.history;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.DirectoryCatalog;
import dev.shizuka.ledger.facts.NoiseFacts;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseReportFigures;
import dev.shizuka.report.noise.ReportRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The demo's report, as {@code shizuka report} makes it. */
public final class HistoryReport {
  private HistoryReport() {}

  public static NoiseFigures figures(History history, NoiseFacts facts) {
    Catalog catalog = catalog(history);
    Declared<NoiseReportSpec> report = catalog.reports().stream()
        .filter(declared -> declared.id().qualifiedName().equals(HistoryCatalog.REPORT)).findFirst().orElseThrow();
    return NoiseReportFigures.of(ReportRequest.of(report, catalog, history.year().until()), facts);
  }

  private static Catalog catalog(History history) {
    try {
      Path folder = Files.createTempDirectory("history");
      HistoryCatalog.write(history, folder);
      Catalog catalog = DirectoryCatalog.read(folder);
      Files.delete(folder.resolve("declared.yaml"));
      Files.delete(folder);
      return catalog;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
