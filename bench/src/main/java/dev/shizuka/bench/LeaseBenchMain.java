package dev.shizuka.bench;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures looks at leases and whole polls, and prints their section of the page. */
public final class LeaseBenchMain {
  private LeaseBenchMain() {}

  public static void main(String[] arguments) throws RunnerException {
    PrintStream page = System.out;
    System.setOut(System.err);
    page.print(section(run()));
    page.flush();
  }

  private static Collection<RunResult> run() throws RunnerException {
    return new Runner(new OptionsBuilder().include("dev\\.shizuka\\.(bench\\.Lease|observe\\.Poll)Bench\\.").forks(1)
        .warmupIterations(3).warmupTime(TimeValue.seconds(3)).measurementIterations(5)
        .measurementTime(TimeValue.seconds(3)).timeUnit(TimeUnit.MILLISECONDS).mode(Mode.AverageTime).build()).run();
  }

  static String section(Collection<RunResult> runs) {
    StringBuilder rows = new StringBuilder();
    runs.stream().sorted(Comparator.comparing(LeaseBenchMain::name)).forEach(run -> rows.append(row(run)));
    return """
        ## What a poll makes of 100,000 open alerts

        JMH, one thread, average time. *LeaseBench* is the engine of hold, flapping and inhibition alone: *first* knows nothing yet, *quiet* sees what
        the look before saw, *storm* 10,000 alerts more, all of them held. *PollBench* is all from the parsed reply to what the ledger is told, routes and
        leases included. Aims: a quiet look 200 ms, a storm 1 s, a poll 1 s.

        | | policies | time |
        |---|---|---|
        %s""".formatted(rows);
  }

  private static String name(RunResult run) {
    String[] parts = run.getParams().getBenchmark().split("\\.", -1);
    return parts[parts.length - 2] + "." + parts[parts.length - 1];
  }

  private static String row(RunResult run) {
    return String.format(Locale.ROOT, "| %s | %,d | %.0f ms ± %.0f |%n", name(run),
        Integer.parseInt(run.getParams().getParam("policies")), run.getPrimaryResult().getScore(),
        run.getPrimaryResult().getScoreError());
  }
}
