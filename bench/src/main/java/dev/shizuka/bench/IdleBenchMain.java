package dev.shizuka.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at operators that have nothing to do, and prints its section of the page. Arguments: the launcher, objects, minutes. */
public final class IdleBenchMain {
  private IdleBenchMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream page = System.out;
    System.setOut(System.err);
    int objects = Integer.parseInt(arguments[1]);
    Duration idle = Duration.ofMinutes(Integer.parseInt(arguments[2]));
    Path scratch = Files.createTempDirectory("shizuka-idle");
    try {
      page.print(section(new IdleBench(Path.of(arguments[0]), scratch, new RuleSet(objects)).run(idle)));
      page.flush();
    } finally {
      delete(scratch);
    }
  }

  private static String section(IdleBench.Figures figures) {
    return String.format(Locale.ROOT, """
        ## At rest

        Measured on %s by `bench/run idle`. %,d AlertRuleGroups of ten rules each and %,d policies in a real API server; Shizuka makes them as many
        PrometheusRules, the real prometheus-operator takes these to a real Prometheus, and nobody changes anything. In %d minutes Shizuka wrote to the API
        server, by its audit log: %s. Aim: nothing but its Lease.

        Memory is what the kernel says of the process at the end of that time, and its highest since the start; processor time is that of these %d minutes.
        Shizuka runs with the chart's memory limit of 768 MiB (heap at most 60 %% of it, serial collector), prometheus-operator as it comes. Where much more is declared,
        raise `resources.limits.memory` of the chart; the heap follows.

        | | resident | highest | processor |
        |---|---|---|---|
        | Shizuka, %,d AlertRuleGroups | %s |
        | prometheus-operator, %,d PrometheusRules | %s |
        """, LocalDate.now(ZoneOffset.UTC), figures.set().objects(), figures.policies(), figures.idle().toMinutes(),
        writes(figures.writes()), figures.idle().toMinutes(), figures.set().objects(), row(figures.shizuka()),
        figures.set().objects(), row(figures.prometheusOperator()));
  }

  private static String writes(Map<String, Long> writes) {
    return writes.isEmpty()
        ? "nothing"
        : writes.entrySet().stream().map(write -> "%,d × %s".formatted(write.getValue(), write.getKey()))
            .collect(Collectors.joining(", "));
  }

  private static String row(IdleBench.Operator operator) {
    return String.format(Locale.ROOT, "%,d MiB | %,d MiB | %.1f s", operator.atTheEnd().resident() / 1024,
        operator.atTheEnd().peak() / 1024, operator.atTheEnd().processor() - operator.atTheBegin().processor());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
