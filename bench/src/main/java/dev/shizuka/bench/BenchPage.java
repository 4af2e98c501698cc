package dev.shizuka.bench;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** {@code docs/benchmarks.md}. */
record BenchPage(Machine machine, LocalDate day, List<RuleDeliveryBench.Figures> figures, Collection<RunResult> steps) {
  BenchPage {
    figures = figures.stream().sorted(Comparator.comparingInt(figure -> figure.set().objects())).toList();
    steps = List.copyOf(steps);
  }

  String markdown() {
    RuleDeliveryBench.Figures largest = figures.getLast();
    return """
        # Benchmarks

        Written by `make bench` on %s. Machine: %s, %d cores, %d GiB; Java %s; %s.

        ## From YAML to a running Prometheus

        `shizuka local` on a folder of AlertRuleGroups, ten rules each, every expression different; empty store, empty Prometheus on the same
        machine. *Cold* is from the start of the process until Prometheus runs every rule, Java's own start and the check of every
        expression by Prometheus included. Beside it what Prometheus takes with the finished files alone: to reload them, and to start with them.
        Each is the median of its runs.

        | objects | rules | cold | Prometheus alone, reload | Prometheus alone, start | cold per object |
        |---|---|---|---|---|---|
        %s
        Aim: %s rules cold in at most 10 s beside Prometheus' own time to load them. Measured: %s, against %s for the reload alone.

        ## One rule changed

        One rule of a group with `interval: 1s` edited among %s rules, from the edit until Prometheus has evaluated it (up to a second of that is
        Prometheus' wait for the group's turn), %d tries: p50 %s, p99 %s. Aim: at most 2 s.

        Most of it is Prometheus' own: it reads and checks all rule files at each reload, and answers when it has taken them over. In thread dumps taken
        during such a run Shizuka waited for that answer in nine of ten.

        ## The pure steps alone

        JMH, one thread, average time; bytes allocated by its GC profiler.

        | step | objects | time | allocated |
        |---|---|---|---|
        %s""".formatted(day, machine.processor(), machine.cores(), machine.gibibytes(), machine.java(),
        machine.prometheus(), rows(), thousands(largest.set().rules()), seconds(largest.cold()),
        seconds(largest.reload()),
        thousands(largest.set().rules()), largest.changes().size(), percentile(largest.changes(), 50),
        percentile(largest.changes(), 99), stepRows());
  }

  private String rows() {
    return figures.stream()
        .map(figure -> "| %s | %s | %s | %s | %s | %.2f ms |%n".formatted(thousands(figure.set().objects()),
            thousands(figure.set().rules()), seconds(figure.cold()), seconds(figure.reload()), seconds(figure.start()),
            figure.cold().toNanos() / 1e6 / figure.set().objects()))
        .collect(Collectors.joining());
  }

  private String stepRows() {
    return steps.stream().sorted(Comparator.comparing((RunResult run) -> run.getParams().getBenchmark())
        .thenComparingInt(run -> Integer.parseInt(run.getParams().getParam("objects")))).map(BenchPage::step)
        .collect(Collectors.joining());
  }

  private static String step(RunResult run) {
    String name = run.getParams().getBenchmark();
    Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
    return "| %s | %s | %.3g ms ± %.2g | %s |%n".formatted(name.substring(name.lastIndexOf('.') + 1),
        thousands(Integer.parseInt(run.getParams().getParam("objects"))), run.getPrimaryResult().getScore(),
        run.getPrimaryResult().getScoreError(),
        allocated == null ? "" : "%.2f MB".formatted(allocated.getScore() / 1e6));
  }

  private static String seconds(Duration duration) {
    return "%.2f s".formatted(duration.toNanos() / 1e9);
  }

  private static String percentile(List<Duration> sorted, int percent) {
    return sorted.isEmpty() ? "none" : seconds(sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1));
  }

  private static String thousands(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
