package dev.shizuka.cli;

import dev.shizuka.backend.Replica;
import dev.shizuka.catalog.CatalogSource;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Verdict;
import dev.shizuka.engine.Engine;
import dev.shizuka.engine.Results;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code --once}: waits until each backend was synced once, tells what came of it, and turns it into an exit code. */
final class Once {
  private static final Duration LONGEST = Duration.ofMinutes(6);

  private Once() {}

  /** @param stop ends the waiting early */
  static int sync(Engine engine, CatalogSource source, Announcer announcer, Stop stop) throws InterruptedException {
    CountDownLatch complete = new CountDownLatch(1);
    engine.listen(results -> {
      if (complete(results)) {
        complete.countDown();
      }
    });
    stop.then(complete::countDown);
    engine.follow(source);
    boolean inTime = complete(engine.results())
        || complete.await(LONGEST.toSeconds(), TimeUnit.SECONDS) && complete(engine.results());
    Results results = engine.results();
    announcer.changed(results);
    if (!inTime) {
      announcer.say(stop.asked()
          ? "stopped before every backend was synced"
          : "not every backend was synced within " + LONGEST.toMinutes() + " minutes");
    }
    return exitCode(results, inTime);
  }

  private static boolean complete(Results results) {
    return results.catalog().backends().stream().filter(backend -> accepted(results, backend.id()))
        .allMatch(backend -> (backend.spec().prometheus() == null || results.rules().containsKey(backend.id().name()))
            && (backend.spec().alertmanager() == null || results.silences().containsKey(backend.id().name())));
  }

  private static boolean accepted(Results results, ResourceId backend) {
    return results.backendVerdicts().stream().anyMatch(verdict -> verdict.id().equals(backend) && verdict.accepted());
  }

  private static int exitCode(Results results, boolean inTime) {
    List<Replica> replicas = Stream.concat(results.rules().values().stream().flatMap(sync -> sync.replicas().stream()),
        results.silences().values().stream().flatMap(sync -> sync.replicas().stream())).toList();
    if (replicas.stream().noneMatch(Replica::reachable)
        && results.backendVerdicts().stream().anyMatch(Verdict::accepted)) {
      return Shizuka.UNUSABLE;
    }
    boolean synced = results.rules().values().stream().allMatch(sync -> sync.synced() && sync.rejectedRules() == 0)
        && results.silences().values().stream().allMatch(sync -> sync.synced() && sync.failures().isEmpty());
    boolean refused = Findings.refused(Findings.of(results));
    return inTime && synced && !refused && !results.backendVerdicts().isEmpty() ? 0 : Shizuka.NOT_IN_FORCE;
  }
}
