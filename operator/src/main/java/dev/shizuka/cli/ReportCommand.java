package dev.shizuka.cli;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Language;
import dev.shizuka.catalog.Declared;
import dev.shizuka.ledger.StoreReader;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseReportFigures;
import dev.shizuka.report.noise.ReportRequest;
import dev.shizuka.report.render.NoiseReportText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shizuka report}: a NoiseReport of what a store knows. */
@Command(name = "report", description = "Makes a NoiseReport of what the store knows; a Shizuka that runs on it is not disturbed.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class ReportCommand implements Callable<Integer> {
  /** Forms of a report. */
  enum Format {
    html, markdown, json
  }

  @Parameters(paramLabel = "FILE|NAME", description = "A file that holds one NoiseReport or ClusterNoiseReport, or the name, "
      + "NAMESPACE/NAME or NAME, of one that --directory declares")
  private String report;
  @Option(names = "--directory", paramLabel = "DIR", description = "Folder of all that is declared: objectives and policies are taken from it")
  private @Nullable Path directory;
  @Option(names = "--format", defaultValue = "markdown", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Format format;
  @Option(names = "--language", description = "${COMPLETION-CANDIDATES}, for html and markdown (default: the report's)")
  private @Nullable Language language;
  @Option(names = "--at", paramLabel = "TIME", description = "As if it were made then, such as 2026-12-01T00:00:00Z; with what is known today (default: now)")
  private @Nullable String at;
  @Option(names = "--output", paramLabel = "FILE", description = "Where it is written (default: standard output)")
  private @Nullable Path output;
  @Mixin
  private StoreOption store = new StoreOption();
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    ReportSelection selection = ReportSelection.of(report, directory);
    PrintWriter err = spec.commandLine().getErr();
    if (!selection.problems().isEmpty() || selection.report().isEmpty()) {
      selection.problems().forEach(err::println);
      return Shizuka.NOT_IN_FORCE;
    }
    if (directory == null) {
      err.println("shizuka: without --directory nothing is known of what is declared: promised objectives are left out,"
          + " and policies stand there as if they were declared no more");
    }
    write(text(selection, selection.report().get()));
    return 0;
  }

  private String text(ReportSelection selection, Declared<NoiseReportSpec> declared) {
    ReportRequest request = ReportRequest.of(declared, selection.catalog(), time());
    NoiseFigures figures;
    try (StoreReader reader = StoreReader.open(store.address())) {
      figures = NoiseReportFigures.of(request, reader.facts());
    }
    Language wanted = Optional.ofNullable(language).orElse(declared.spec().languageOrEnglish());
    return switch (format) {
      case html -> NoiseReportText.html(figures, wanted);
      case markdown -> NoiseReportText.markdown(figures, wanted);
      case json -> NoiseReportText.json(figures);
    };
  }

  private Instant time() {
    try {
      return at == null ? Instant.now() : OffsetDateTime.parse(at).toInstant();
    } catch (DateTimeParseException none) {
      throw new UnusableException("--at " + at + " is no time: give one such as 2026-12-01T00:00:00Z (RFC 3339)");
    }
  }

  private void write(String text) {
    if (output == null) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return;
    }
    try {
      Files.writeString(output, text);
    } catch (IOException unwritable) {
      throw new UnusableException(
          "the report could not be written to " + output + " (" + unwritable
              + "): check that its folder exists and who may write there");
    }
  }
}
