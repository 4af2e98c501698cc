package dev.shizuka.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders that the demo declares: the examples and their approvals, with a backend of its own, the night moved to now, minutes made
 * seconds, and one rule that somebody got wrong.
 */
final class DemoCatalog {
  /** The system property that the launcher sets to the folder of the distribution. */
  static final String HOME = "shizuka.home";
  private static final String BACKEND_FILE = "backend.yaml";
  /** When the examples' policies end; the demo must work after that, too, though what is approved is not the same text then. */
  private static final String EXAMPLES_END = "2027-09-30T00:00:00Z";
  private static final int DAYS = 180;
  /** When the example's nightly batch runs; the demo is watched by day, too. */
  private static final String NIGHT = "{days: [mon-fri], from: \"01:00\", until: \"04:30\"}";
  private static final ZoneId NIGHT_ZONE = ZoneId.of("Asia/Tokyo");

  /** How long the example holds a queue; nobody watches a demo for so long. */
  private static final String HELD = "hold: {for: 10m}";
  private static final String BRIEFLY_HELD = "hold: {for: 20s}";

  private DemoCatalog() {}

  /** The examples: of the distribution, else of the working directory. */
  static Path examples() throws IOException {
    List<Path> places = Stream
        .concat(Stream.ofNullable(System.getProperty(HOME)).map(home -> Path.of(home, "share", "examples")),
            Stream.of(Path.of("examples")))
        .toList();
    return places.stream().filter(Files::isDirectory).findFirst().orElseThrow(() -> new IOException(
        "the examples are missing; looked for " + places + ": start bin/shizuka of a whole distribution"));
  }

  /** The approvals that go with these examples. */
  static Path approvals(Path examples) {
    return examples.resolveSibling("examples-approvals");
  }

  static void write(Path examples, Path directory, Backend backend, Clock clock) throws IOException {
    Files.createDirectories(directory);
    for (Path file : yaml(examples)) {
      String text = Files.readString(file).replace(EXAMPLES_END, end(clock)).replace(NIGHT, aroundNow(clock))
          .replace(HELD, BRIEFLY_HELD);
      Files.writeString(directory.resolve(file.getFileName()), text);
    }
    Files.writeString(directory.resolve(BACKEND_FILE), backend.yaml());
    Files.writeString(directory.resolve("broken.yaml"), BROKEN);
  }

  static void copyApprovals(Path examples, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Path file : yaml(approvals(examples))) {
      Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<Path> yaml(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static String end(Clock clock) {
    Instant soon = clock.instant().plus(1, ChronoUnit.DAYS);
    return soon.isBefore(Instant.parse(EXAMPLES_END))
        ? EXAMPLES_END
        : clock.instant().truncatedTo(ChronoUnit.DAYS).plus(DAYS, ChronoUnit.DAYS).toString();
  }

  /** A window of each day that has begun an hour ago and has 22 to go. */
  private static String aroundNow(Clock clock) {
    LocalTime from = LocalTime.ofInstant(clock.instant(), NIGHT_ZONE).truncatedTo(ChronoUnit.MINUTES).minusHours(1);
    return "{days: [mon-sun], from: \"" + from + "\", until: \"" + from.plusHours(23) + "\"}";
  }

  /** @param rules the folder named in {@code rule_files} */
  record Backend(URI prometheus, URI alertmanager, Path rules) {
    private String yaml() {
      return """
          apiVersion: shizuka.dev/v1alpha1
          kind: MonitoringBackend
          metadata: {name: demo}
          spec:
            prometheus:
              urls: [%s]
              delivery: {directory: {path: %s}}
            alertmanager:
              urls: [%s]
          """.formatted(quoted(prometheus), quoted(rules.toAbsolutePath()), quoted(alertmanager));
    }

    private static String quoted(Object value) {
      return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  /** The second of three rules lacks a bracket. */
  private static final String BROKEN = """
      apiVersion: shizuka.dev/v1alpha1
      kind: AlertRuleGroup
      metadata: {name: payments, namespace: shop}
      spec:
        service: payments
        owner: team-shop
        rules:
        - alert: PaymentsAbsent
          expr: absent(up{job="checkout"})
          for: 1m
          priority: p2
          summary: nothing takes payments
        - alert: PaymentsSlow
          expr: sum(rate(payment_seconds_sum[5m)) / sum(rate(payment_seconds_count[5m])) > 2
          priority: p3
          summary: payments are slow
        - record: shop:checkout_requests:rate2m
          expr: sum(rate(http_requests_total{job="checkout"}[2m]))
      """;
}
