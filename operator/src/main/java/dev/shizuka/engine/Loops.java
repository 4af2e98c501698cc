package dev.shizuka.engine;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Verdict;
import dev.shizuka.engine.Engine.Compiled;
import dev.shizuka.observe.PollState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The loops that run at the moment. A backend that is declared badly keeps the loops of its last good spec: a typo takes nothing out of
 * service. One that is not declared any more keeps its rules where they are (alerting goes on as last declared), and its silences end.
 */
final class Loops implements AutoCloseable {
  private final EngineSettings settings;
  private final Supplier<Compiled> compiled;
  private final Consumer<RuleSync> rules;
  private final Consumer<SilenceSync> silences;
  private final Map<String, Declared<MonitoringBackendSpec>> backends = new TreeMap<>();
  private final Map<String, RuleRun> ruleRuns = new HashMap<>();
  private final Map<String, SilenceRun> silenceRuns = new HashMap<>();

  Loops(EngineSettings settings, Supplier<Compiled> compiled, Consumer<RuleSync> rules,
      Consumer<SilenceSync> silences) {
    this.settings = settings;
    this.compiled = compiled;
    this.rules = rules;
    this.silences = silences;
  }

  /** Starts, replaces and ends loops so that they are what is declared, and tells each what is declared now. */
  synchronized void follow(Compiled now) {
    takeBackends(now);
    followRules(now.catalog());
    followSilences();
  }

  /** What each poller saw last, by backend. */
  synchronized Map<String, PollState> polls() {
    Map<String, PollState> states = new TreeMap<>();
    silenceRuns.values().forEach(run -> run.poll().ifPresent(state -> states.put(run.cluster().title(), state)));
    return states;
  }

  private void takeBackends(Compiled now) {
    List<ResourceId> known = now.backends().stream().map(Verdict::id).toList();
    backends.values().removeIf(backend -> !known.contains(backend.id()));
    List<ResourceId> accepted = now.backends().stream().filter(Verdict::accepted).map(Verdict::id).toList();
    now.catalog().backends().stream().filter(backend -> accepted.contains(backend.id()))
        .forEach(backend -> backends.put(backend.id().name(), backend));
  }

  private void followRules(Catalog catalog) {
    Map<String, Declared<MonitoringBackendSpec>> wanted = new TreeMap<>(backends);
    wanted.values().removeIf(backend -> backend.spec().prometheus() == null);
    ruleRuns.entrySet().removeIf(run -> run.getValue().closeUnless(wanted.get(run.getKey())));
    wanted.forEach((name, backend) -> {
      try {
        ruleRuns.computeIfAbsent(name, absent -> new RuleRun(backend, settings, rules)).declare(catalog,
            access(backend));
      } catch (BackendException noAccess) {
        rules.accept(Unsynced.rules(name, settings.clock().instant(), noAccess));
      }
    });
  }

  private void followSilences() {
    Map<String, Cluster> wanted = new TreeMap<>();
    Cluster.group(backends.values().stream().filter(backend -> backend.spec().alertmanager() != null)
        .sorted(Comparator.comparing(Declared::id)).toList()).forEach(cluster -> wanted.put(cluster.key(), cluster));
    silenceRuns.entrySet().removeIf(run -> run.getValue().endUnless(wanted));
    wanted.forEach((key, cluster) -> {
      try {
        silenceRuns.computeIfAbsent(key, absent -> new SilenceRun(cluster, settings, compiled, silences))
            .follow(cluster, access(cluster.first()));
      } catch (BackendException noAccess) {
        cluster.names().forEach(name -> silences.accept(Unsynced.silences(name, settings.clock().instant(), noAccess)));
      }
    });
  }

  private Access access(Declared<MonitoringBackendSpec> backend) throws BackendException {
    return settings.access().of(backend.id(), backend.spec());
  }

  @Override
  public synchronized void close() {
    silenceRuns.values().forEach(SilenceRun::close);
    ruleRuns.values().forEach(RuleRun::close);
  }
}
