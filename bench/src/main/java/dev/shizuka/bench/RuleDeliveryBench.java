package dev.shizuka.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How long rules take from YAML to a running Prometheus, and how long Prometheus takes with the finished files alone. */
final class RuleDeliveryBench {
  private static final int CHANGES = 20;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private final Path launcher;
  private final Path scratch;
  private int runs;

  RuleDeliveryBench(Path launcher, Path scratch) {
    this.launcher = launcher;
    this.scratch = scratch;
  }

  /**
   * @param cold from the start of {@code shizuka local} with an empty store until Prometheus runs every rule
   * @param reload Prometheus alone: the finished files put in place, from the reload until it runs every rule
   * @param start Prometheus alone: from its start with the finished files in place until it runs every rule
   * @param changes one rule edited among them: from the edit until Prometheus has evaluated it, sorted
   */
  record Figures(RuleSet set, Duration cold, Duration reload, Duration start, List<Duration> changes) {
    Figures {
      changes = changes.stream().sorted().toList();
    }
  }

  /** One condition that is waited for. */
  private interface Check {
    boolean holds() throws IOException, InterruptedException;

    /** How long until the next look. The reply that lists all rules is some 20 MB: more looks would be measured themselves. */
    default Duration pause() {
      return Duration.ofMillis(250);
    }
  }

  /** @param changing whether to measure changes as well */
  Figures run(RuleSet set, boolean changing) throws IOException, InterruptedException {
    Path directory = Files.createDirectories(scratch.resolve("run-" + runs++));
    Path declared = directory.resolve("declared");
    List<Duration> changes = new ArrayList<>();
    Duration cold;
    try (BenchPrometheus prometheus = BenchPrometheus.start(directory)) {
      set.write(declared, prometheus.url().toString(), prometheus.rules());
      long began = System.nanoTime();
      try (LocalShizuka shizuka = LocalShizuka.start(launcher, declared, directory)) {
        cold = await(began, shizuka, () -> prometheus.loadedRules() >= set.rules());
        for (int change = 1; changing && change <= CHANGES; change++) {
          changes.add(change(change, declared, prometheus, shizuka));
        }
      }
    }
    Figures figures = new Figures(set, cold, reloadAlone(set, directory), startAlone(set, directory), changes);
    System.err.println(
        "bench: cold " + cold.toMillis() + " ms, Prometheus alone " + figures.reload().toMillis() + " ms (reload), "
            + figures.start().toMillis() + " ms (start), changes "
            + figures.changes().stream().map(Duration::toMillis).toList() + " ms");
    return figures;
  }

  private static Duration change(int value, Path declared, BenchPrometheus prometheus, LocalShizuka shizuka)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    RuleSet.change(declared, value);
    return await(began, shizuka, new Check() {
      @Override
      public boolean holds() throws IOException, InterruptedException {
        return prometheus.shows(RuleSet.CHANGING, value);
      }

      @Override
      public Duration pause() {
        return Duration.ofMillis(10);
      }
    });
  }

  private Duration reloadAlone(RuleSet set, Path directory) throws IOException, InterruptedException {
    try (BenchPrometheus prometheus = BenchPrometheus.start(directory.resolve("reload"))) {
      copy(directory.resolve("rules"), prometheus.rules());
      long began = System.nanoTime();
      prometheus.reload();
      return await(began, null, () -> prometheus.loadedRules() >= set.rules());
    }
  }

  private Duration startAlone(RuleSet set, Path directory) throws IOException, InterruptedException {
    Path alone = directory.resolve("start");
    copy(directory.resolve("rules"), Files.createDirectories(alone.resolve("rules")));
    long began = System.nanoTime();
    try (BenchPrometheus prometheus = BenchPrometheus.start(alone)) {
      return await(began, null, () -> prometheus.loadedRules() >= set.rules());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static Duration await(long began, @org.jspecify.annotations.Nullable LocalShizuka shizuka, Check check)
      throws IOException, InterruptedException {
    while (!check.holds()) {
      if (shizuka != null) {
        shizuka.expectAlive();
      }
      if (System.nanoTime() - began > LIMIT.toNanos()) {
        throw new IOException("not loaded within " + LIMIT);
      }
      Thread.sleep(check.pause());
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
