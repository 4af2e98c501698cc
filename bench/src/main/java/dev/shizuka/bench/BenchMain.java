package dev.shizuka.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures everything and writes the page. Arguments: the launcher, the page. */
public final class BenchMain {
  private static final List<Integer> OBJECTS = List.of(500, 1000, 2000);
  private static final int REPEATS = Integer.getInteger("bench.repeats", 3);

  private BenchMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException, RunnerException {
    if (arguments.length != 2) {
      System.err.println("usage: bench LAUNCHER PAGE");
      System.exit(2);
    }
    Path scratch = Files.createTempDirectory("shizuka-bench");
    try {
      List<RuleDeliveryBench.Figures> figures = deliveries(new RuleDeliveryBench(Path.of(arguments[0]), scratch));
      BenchPage page = new BenchPage(Machine.here(), LocalDate.now(java.time.ZoneOffset.UTC), figures, steps());
      Files.writeString(Path.of(arguments[1]), page.markdown());
    } finally {
      delete(scratch);
    }
  }

  private static List<RuleDeliveryBench.Figures> deliveries(RuleDeliveryBench bench)
      throws IOException, InterruptedException {
    List<RuleDeliveryBench.Figures> medians = new ArrayList<>();
    for (int objects : OBJECTS) {
      RuleSet set = new RuleSet(objects);
      List<RuleDeliveryBench.Figures> runs = new ArrayList<>();
      for (int repeat = 1; repeat <= REPEATS; repeat++) {
        System.err.println("bench: " + objects + " objects, run " + repeat + " of " + REPEATS);
        runs.add(bench.run(set, repeat == REPEATS));
      }
      medians.add(new RuleDeliveryBench.Figures(set, median(runs, RuleDeliveryBench.Figures::cold),
          median(runs, RuleDeliveryBench.Figures::reload), median(runs, RuleDeliveryBench.Figures::start),
          runs.getLast().changes()));
    }
    return medians;
  }

  private static Duration median(List<RuleDeliveryBench.Figures> runs,
      Function<RuleDeliveryBench.Figures, Duration> figure) {
    return runs.stream().map(figure).sorted().toList().get(runs.size() / 2);
  }

  private static Collection<RunResult> steps() throws RunnerException {
    return new Runner(
        new OptionsBuilder().include("dev\\.shizuka\\.bench\\.StepsBench\\.").addProfiler(GCProfiler.class).forks(1)
            .warmupIterations(5).warmupTime(TimeValue.seconds(1)).measurementIterations(5)
            .measurementTime(TimeValue.seconds(1)).timeUnit(TimeUnit.MILLISECONDS)
            .mode(org.openjdk.jmh.annotations.Mode.AverageTime).build())
        .run();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
