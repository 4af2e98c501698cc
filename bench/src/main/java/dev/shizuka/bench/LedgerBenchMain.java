package dev.shizuka.bench;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Window;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.ClosedHistory;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Fills a ledger with a year of episodes, makes a report of it, and prints its section of the page. */
public final class LedgerBenchMain {
  private static final int EPISODES = 1_000_000;
  private static final int REPORTS = 6;
  /** Of retention, as the ledger has it. */
  private static final int STEP = 2_000;
  private static final LedgerSettings SETTINGS = new LedgerSettings(Duration.ofMinutes(2), ZoneOffset.UTC);

  private LedgerBenchMain() {}

  /**
   * What was measured.
   *
   * @param stored by import, {@code grown} by polls: bytes of the file for each episode
   * @param opening of the store that holds them all
   * @param retention each step, sorted
   */
  private record Measured(int episodes, Duration filling, long stored, Duration opening, List<Duration> reports,
      Duration polls, long grown, List<Duration> retention) {}

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
    Duration filling;
    try (Store store = Store.open(folder)) {
      ClosedHistory history = new LedgerYear().history(episodes);
      filling = time(() -> store.take(history, SETTINGS));
    }
    long filled = bytes(folder);
    long began = System.nanoTime();
    Duration polls;
    Duration opening;
    List<Duration> reports;
    try (Store store = Store.open(folder)) {
      Ledger ledger = store.ledger(SETTINGS);
      opening = Duration.ofNanos(System.nanoTime() - began);
      reports = Stream.generate(() -> time(() -> report(ledger))).limit(REPORTS).toList();
      polls = time(() -> LedgerPolls.record(ledger));
    }
    long grown = (bytes(folder) - filled) / (LedgerPolls.ROUNDS * LedgerPolls.AT_ONCE);
    try (Store store = Store.open(folder)) {
      return new Measured(episodes, filling, filled / episodes, opening, reports, polls, grown,
          retention(store.ledger(SETTINGS)));
    }
  }

  private static long bytes(Path folder) throws IOException {
    return Files.size(folder.resolve("shizuka.db"));
  }

  private static Duration time(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static void report(Ledger ledger) {
    NoiseReportSpec spec = new NoiseReportSpec(null, new Window("365d", null, null), null, "UTC", null, null, null,
        null, List.of());
    ReportRequest request = new ReportRequest(new ResourceId(Kind.CLUSTER_NOISE_REPORT, "", "year"), spec,
        LedgerYear.END,
        new TreeMap<>(), List.of());
    NoiseReportFigures.of(request, ledger.facts());
  }

  /** Takes half a year of it, as if retention were shortened; sorted. */
  private static List<Duration> retention(Ledger ledger) {
    List<Duration> ticks = new ArrayList<>();
    AtomicBoolean more = new AtomicBoolean(true);
    while (more.get()) {
      ticks.add(time(() -> more.set(ledger.retain(LedgerYear.END, Duration.ofDays(182)))));
    }
    return ticks.stream().sorted().toList();
  }

  private static String section(Measured measured) {
    List<Duration> again = measured.reports().stream().skip(1).sorted().toList();
    int polled = LedgerPolls.ROUNDS * LedgerPolls.AT_ONCE;
    return String.format(Locale.ROOT, """
        ## The ledger

        A year of %,d episodes of 2,000 alerts on SQLite, three quarters of which called somebody, put in through the sums as `demo --history` does. *Start*:
        to open it. *Report*: all figures of a noise report over 365 days, the first one after the start, and the median of %d after it. Then
        *polls* on top of it: %,d times a hundred alerts begin at once, are seen twice, are answered in part and end, in four polls and one delivery of answers,
        each one transaction that is on the disk when it returns. *Retention*: half of the year deleted, %,d episodes a step, for which polls wait.

        | episodes | filled in | start | first report | report again | polled episodes a second | a poll | bytes an episode, filled / polled | longest step of retention |
        |---|---|---|---|---|---|---|---|---|
        | %,d | %.0f s | %.2f s | %.2f s | %.2f s | %,.0f | %.1f ms | %,d / %,d | %.2f s |

        Aim: a report in at most 2 s. Bytes are those of the file: episodes, how they were handled, indexes and sums, and with polls what was answered. A
        million episodes a year are one in half a minute.
        """, measured.episodes(), again.size(), LedgerPolls.ROUNDS, STEP, measured.episodes(),
        seconds(measured.filling()), seconds(measured.opening()), seconds(measured.reports().getFirst()),
        seconds(again.get(again.size() / 2)), polled / seconds(measured.polls()),
        seconds(measured.polls()) * 1_000 / LedgerPolls.WRITES, measured.stored(), measured.grown(),
        seconds(measured.retention().getLast()));
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
