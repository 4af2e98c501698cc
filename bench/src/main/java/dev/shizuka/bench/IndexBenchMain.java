package dev.shizuka.bench;

import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.PolicyIndex;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures the matcher index alone, and prints its section of the page. */
public final class IndexBenchMain {
  private static final List<Integer> SIZES = List.of(1000, 10_000, 40_000);

  private IndexBenchMain() {}

  public static void main(String[] arguments) throws RunnerException {
    PrintStream page = System.out;
    System.setOut(System.err);
    String memory = memory();
    page.print(section(run(), memory));
    page.flush();
  }

  private static Collection<RunResult> run() throws RunnerException {
    return new Runner(new OptionsBuilder().include("dev\\.shizuka\\.bench\\.IndexBench\\.").forks(1)
        .warmupIterations(3).warmupTime(TimeValue.seconds(1)).measurementIterations(5)
        .measurementTime(TimeValue.seconds(1)).timeUnit(TimeUnit.NANOSECONDS).mode(Mode.AverageTime).build()).run();
  }

  static String section(Collection<RunResult> runs, String memory) {
    StringBuilder rows = new StringBuilder();
    runs.stream().sorted(Comparator.comparingInt(IndexBenchMain::policies)
        .thenComparing(run -> -run.getPrimaryResult().getScore())).forEach(run -> rows.append(row(run)));
    return """
        ## Which policies cover an alert

        JMH, one thread, average time. Policies of one namespace mostly, with equalities, alternations, prefixes, classes, suffixes and negations, compiled
        with four priorities; 100,000 alerts of ten labels, asked one after the other so that none is in the processor's cache. *naive* asks
        every policy, *unseen* the index, *seen* the memory of what the index said; *hundredThousand* classifies all 100,000 unseen. Aims with 10,000
        policies: 2 µs unseen, 0.1 µs seen, 1 s for 100,000.

        | | policies | time |
        |---|---|---|
        %s
        Memory of the index beside the compiled policies: %s.
        """.formatted(rows, memory);
  }

  private static int policies(RunResult run) {
    return Integer.parseInt(run.getParams().getParam("policies"));
  }

  private static String row(RunResult run) {
    String name = run.getParams().getBenchmark();
    return "| %s | %s | %s ± %s |%n".formatted(name.substring(name.lastIndexOf('.') + 1), thousands(policies(run)),
        time(run.getPrimaryResult().getScore()), time(run.getPrimaryResult().getScoreError()));
  }

  private static String time(double nanoseconds) {
    return nanoseconds < 100_000
        ? String.format(Locale.ROOT, "%.3f µs", nanoseconds / 1e3)
        : String.format(Locale.ROOT, "%.1f ms", nanoseconds / 1e6);
  }

  private static String memory() {
    return String.join(", ", SIZES.stream().map(size -> {
      List<CompiledPolicy> compiled = new IndexInput().policies(size);
      long before = used();
      PolicyIndex index = PolicyIndex.of(compiled);
      long after = used();
      Reference.reachabilityFence(index);
      return String.format(Locale.ROOT, "%,d bytes a policy with %,d", (after - before) / size, size);
    }).toList());
  }

  private static long used() {
    for (int times = 0; times < 3; times++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static String thousands(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
