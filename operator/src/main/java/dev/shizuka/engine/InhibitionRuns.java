package dev.shizuka.engine;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Inhibition;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.catalog.Declared;
import dev.shizuka.engine.Engine.Compiled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The inhibition loops that run at the moment: one for each configuration that is completed. */
final class InhibitionRuns implements AutoCloseable {
  private final EngineSettings settings;
  private final Supplier<Compiled> compiled;
  private final Consumer<InhibitionSync> results;
  private final Map<String, InhibitionRun> runs = new HashMap<>();
  /** Those that have not yet left their output as its base is. */
  private final List<InhibitionRun> retired = new ArrayList<>();

  InhibitionRuns(EngineSettings settings, Supplier<Compiled> compiled, Consumer<InhibitionSync> results) {
    this.settings = settings;
    this.compiled = compiled;
    this.results = results;
  }

  static boolean wanted(MonitoringBackendSpec spec) {
    return spec.alertmanager() != null && spec.alertmanager().inhibition() != null;
  }

  /** @param access by backend */
  void follow(Collection<Declared<MonitoringBackendSpec>> backends, Map<String, Optional<Access>> access) {
    Map<String, Cluster> wanted = new TreeMap<>();
    clusters(backends).forEach(cluster -> wanted.put(InhibitionRun.key(cluster), cluster));
    retired.removeIf(InhibitionRun::ended);
    runs.entrySet().removeIf(run -> !wanted.containsKey(run.getKey()) && retired.add(run.getValue()));
    wanted.values().forEach(this::takeOver);
    wanted.forEach((key, cluster) -> follow(
        runs.computeIfAbsent(key, absent -> new InhibitionRun(cluster, settings, compiled, results)), cluster,
        access.getOrDefault(cluster.title(), Optional.empty())));
    retired.forEach(InhibitionRun::retire);
  }

  private void follow(InhibitionRun run, Cluster cluster, Optional<Access> access) {
    try {
      run.follow(cluster, access);
    } catch (BackendException nowhere) {
      cluster.names().forEach(name -> results.accept(failed(name, nowhere.reason(), nowhere.sentence())));
    }
  }

  /** Backends with the same output share a loop where all else is the same too; the first by name has the output, the others are told. */
  private List<Cluster> clusters(Collection<Declared<MonitoringBackendSpec>> backends) {
    Map<String, Cluster> byOutput = new TreeMap<>();
    backends.stream().filter(backend -> wanted(backend.spec())).sorted(Comparator.comparing(Declared::id))
        .forEach(backend -> {
          Cluster own = Cluster.group(List.of(backend)).getFirst();
          Cluster before = byOutput.putIfAbsent(output(InhibitionRun.inhibition(own)), own);
          if (before != null && before.urls().equals(own.urls())
              && InhibitionRun.inhibition(before).equals(InhibitionRun.inhibition(own))) {
            List<Declared<MonitoringBackendSpec>> both = new ArrayList<>(before.backends());
            both.add(backend);
            byOutput.put(output(InhibitionRun.inhibition(own)), new Cluster(both, own.urls()));
          } else if (before != null) {
            results.accept(failed(backend.id().name(), "OutputTaken", "Backend " + before.title()
                + " completes the same output from another base or for other members: name another output"));
          }
        });
    return List.copyOf(byOutput.values());
  }

  private static String output(Inhibition inhibition) {
    return inhibition.file() != null
        ? "file " + inhibition.file().output()
        : inhibition.secret() == null
            ? "nowhere"
            : "secret " + inhibition.secret().namespace() + " " + inhibition.secret().output();
  }

  private InhibitionSync failed(String backend, String reason, String message) {
    return new InhibitionSync(backend, settings.clock().instant(), Duration.ZERO, false, reason, message, List.of(),
        Set.of(), Map.of(), 0);
  }

  /** Closes what wrote the same output before, for two would undo each other's work. */
  private void takeOver(Cluster cluster) {
    retired.removeIf(run -> {
      boolean same = output(InhibitionRun.inhibition(run.cluster()))
          .equals(output(InhibitionRun.inhibition(cluster)));
      if (same) {
        run.close();
      }
      return same;
    });
  }

  @Override
  public void close() {
    retired.forEach(InhibitionRun::close);
    runs.values().forEach(InhibitionRun::close);
  }
}
