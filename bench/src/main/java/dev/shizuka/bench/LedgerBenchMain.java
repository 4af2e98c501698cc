package dev.shizuka.bench;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Window;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.LedgerSettings;
import dev.shizuka.ledger.Store;
import dev.shizuka.report.noise.NoiseReportFigures;
import dev.shizuka.report.noise.ReportRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Fills a ledger with a year of episodes, makes a report of it, and prints its section of the page. */
public final class LedgerBenchMain {
  private static final int EPISODES = 1_000_000;
  private static final int REPORTS = 5;

  private LedgerBenchMain() {}

  private record Measured(int episodes, Duration filling, long bytes, Duration report) {}

  /** @param arguments how many episodes; a million where none is given */
  public static void main(String[] arguments) throws IOException {
    PrintStream page = System.out;
    System.setOut(System.err);
    int episodes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : EPISODES;
    Path folder = Files.createTempDirectory("ledger");
    try {
      page.print(section(measure(folder, episodes)));
      page.flush();
    } finally {
      delete(folder);
    }
  }

  private static Measured measure(Path folder, int episodes) throws IOException {
    LedgerYear year = new LedgerYear(episodes);
    Duration filling;
    try (Store store = Store.open(folder)) {
      Ledger ledger = store.ledger(new LedgerSettings(Duration.ofMinutes(2), ZoneOffset.UTC));
      long began = System.nanoTime();
      year.record(ledger);
      filling = Duration.ofNanos(System.nanoTime() - began);
    }
    long bytes = Files.size(folder.resolve("shizuka.db"));
    try (Store store = Store.open(folder)) {
      Ledger ledger = store.ledger(new LedgerSettings(Duration.ofMinutes(2), ZoneOffset.UTC));
      return new Measured(episodes, filling, bytes, report(ledger, year.end()));
    }
  }

  private static Duration report(Ledger ledger, Instant now) {
    NoiseReportSpec spec = new NoiseReportSpec(null, new Window("365d", null, null), null, "UTC", null, null, null,
        null, List.of());
    ReportRequest request = new ReportRequest(new ResourceId(Kind.CLUSTER_NOISE_REPORT, "", "year"), spec, now,
        new TreeMap<>(), List.of());
    return Stream.generate(() -> {
      long began = System.nanoTime();
      NoiseReportFigures.of(request, ledger.facts());
      return Duration.ofNanos(System.nanoTime() - began);
    }).limit(REPORTS).sorted().toList().get(REPORTS / 2);
  }

  private static String section(Measured measured) {
    return String.format(Locale.ROOT, """
        ## The ledger

        A year of %,d episodes of 500 alerts on SQLite, recorded poll by poll, each poll one transaction that is on the disk when it returns; every second
        episode called somebody, and half of these were acknowledged and resolved. *Report*: all figures of a noise report over 365 days, median of %d.

        | episodes | recorded in | episodes a second | bytes an episode | report of a year |
        |---|---|---|---|---|
        | %,d | %.0f s | %,.0f | %,d | %.2f s |

        Aim: a report in at most 2 s. Bytes are the whole file: episodes, how they were handled, responses, indexes and sums.
        """, measured.episodes(), REPORTS, measured.episodes(), seconds(measured.filling()),
        measured.episodes() / seconds(measured.filling()), measured.bytes() / measured.episodes(),
        seconds(measured.report()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
