package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.prometheus.Delivery.Round;
import dev.shizuka.backend.prometheus.ReadBack.Expected;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads back after a reload until what was asked for runs, or patience ends. */
final class Arrival {
  private static final long LONGEST_PAUSE = 1000;
  private final Round round;
  private final Expressions expressions;
  private final Path folder;
  private final Duration patience;

  Arrival(Round round, Expressions expressions, Path folder, Duration patience) {
    this.patience = patience;
    this.round = round;
    this.expressions = expressions;
    this.folder = folder;
  }

  Outcome await(Expected expected) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Observation seen = Observation.read(expected, round.replicas(), expressions);
    for (long pause = 100; !seen.complete() && !seen.behind().isEmpty() && !round.overtaken().getAsBoolean()
        && System.nanoTime() < deadline; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      Thread.sleep(pause);
      seen = Observation.read(expected, round.replicas(), expressions);
    }
    return outcome(seen);
  }

  Outcome outcome(Observation seen) {
    if (!seen.complete() && !seen.behind().isEmpty()) {
      return (round.overtaken().getAsBoolean()
          ? Outcome.of("InProgress", "Something newer was declared while the rules before it were being loaded")
          : notLoaded(seen)).with(seen);
    }
    return round.replicas().failure().map(Outcome::failed)
        .orElseGet(() -> Outcome.of(Outcome.SYNCED, "Every replica runs exactly what is declared")).with(seen);
  }

  private Outcome notLoaded(Observation seen) {
    List<String> titles = seen.behind().stream().map(PrometheusClient::title).toList();
    return Outcome.of("NotLoaded", titles.getFirst() + " was reloaded but does not show what " + folder.resolve(
        seen.missing().first()) + " says"
        + (seen.missing().size() > 1 ? " (and " + (seen.missing().size() - 1) + " more files)" : "")
        + ": check that rule_files in its configuration has " + folder + "/*.yaml");
  }
}
