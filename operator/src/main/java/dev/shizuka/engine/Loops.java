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
import dev.shizuka.engine.Engine.Current;
import dev.shizuka.observe.PollState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The loops that run at the moment. A backend that is declared badly keeps the loops of its last good spec: a typo takes nothing out of
 * service. One that is not declared any more keeps its rules where they are (alerting goes on as last declared), and its silences end.
 */
final class Loops implements AutoCloseable {
  private final EngineSettings settings;
  private final Current current;
  private final Consumer<RuleSync> rules;
  private final Consumer<SilenceSync> silences;
  private final InhibitionRuns inhibitions;
  private final Map<String, Declared<MonitoringBackendSpec>> backends = new TreeMap<>();
  private final Map<String, RuleRun> ruleRuns = new HashMap<>();
  private final Map<String, SilenceRun> silenceRuns = new HashMap<>();
  /** Retired ones that have not yet ended what is ours. */
  private final List<SilenceRun> retired = new ArrayList<>();
  /** Why the credentials of a backend cannot be read. */
  private final Map<String, BackendException> noAccess = new ConcurrentHashMap<>();
  private boolean closed;

  Loops(EngineSettings settings, Current current, Consumer<RuleSync> rules, Consumer<SilenceSync> silences,
      InhibitionRuns inhibitions) {
    this.inhibitions = inhibitions;
    this.settings = settings;
    this.current = current;
    this.rules = sync -> rules.accept(Unsynced.but(sync, noAccess.get(sync.backend())));
    this.silences = sync -> silences.accept(Unsynced.but(sync, noAccess.get(sync.backend())));
  }

  /** Starts, replaces and ends loops so that they are what is declared, and tells each what is declared now. */
  synchronized void follow(Compiled now) {
    if (closed) {
      return;
    }
    takeBackends(now);
    Map<String, Optional<Access>> access = new TreeMap<>();
    backends.forEach((name, backend) -> access.put(name, access(backend)));
    followRules(now.catalog(), access);
    followSilences(access);
    inhibitions.follow(backends.values(), access);
  }

  /** Backends that have a rule loop, or would have one if their credentials could be read. */
  synchronized Set<String> ruleBackends() {
    return names(spec -> spec.prometheus() != null);
  }

  /** Backends that have a silence loop, or would have one if their credentials could be read. */
  synchronized Set<String> silenceBackends() {
    return names(spec -> spec.alertmanager() != null);
  }

  /** Backends whose Alertmanager's configuration is completed. */
  synchronized Set<String> inhibitionBackends() {
    return names(InhibitionRuns::wanted);
  }

  private Set<String> names(Predicate<MonitoringBackendSpec> kind) {
    return backends.values().stream().filter(backend -> kind.test(backend.spec()))
        .map(backend -> backend.id().name()).collect(Collectors.toSet());
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

  private void followRules(Catalog catalog, Map<String, Optional<Access>> access) {
    Map<String, Declared<MonitoringBackendSpec>> wanted = new TreeMap<>(backends);
    wanted.values().removeIf(backend -> backend.spec().prometheus() == null);
    ruleRuns.entrySet().removeIf(run -> run.getValue().closeUnless(wanted.get(run.getKey())));
    wanted.forEach((name, backend) -> {
      RuleRun run = ruleRuns.computeIfAbsent(name, absent -> new RuleRun(backend, settings, rules));
      run.declare(catalog, access.getOrDefault(name, Optional.empty()));
      BackendException why = noAccess.get(name);
      if (!run.runs() && why != null) {
        rules.accept(Unsynced.rules(name, settings.clock().instant(), why));
      }
    });
  }

  private void followSilences(Map<String, Optional<Access>> access) {
    Map<String, Cluster> wanted = new TreeMap<>();
    Cluster.group(backends.values().stream().filter(backend -> backend.spec().alertmanager() != null)
        .sorted(Comparator.comparing(Declared::id)).toList()).forEach(cluster -> wanted.put(cluster.key(), cluster));
    retired.removeIf(SilenceRun::ended);
    silenceRuns.entrySet().removeIf(run -> !wanted.containsKey(run.getKey()) && retired.add(run.getValue()));
    wanted.forEach((key, cluster) -> {
      SilenceRun run = silenceRuns.computeIfAbsent(key,
          absent -> new SilenceRun(cluster, takeOver(cluster), settings, current, silences));
      String first = cluster.title();
      run.follow(cluster, access.getOrDefault(first, Optional.empty()));
      BackendException why = noAccess.get(first);
      if (!run.runs() && why != null) {
        cluster.names().forEach(name -> silences.accept(Unsynced.silences(name, settings.clock().instant(), why)));
      }
    });
    retired.forEach(SilenceRun::retire);
  }

  /** Ends the retired loops of the same Alertmanager, for two would undo each other's work; returns whose silences they leave behind. */
  private Set<String> takeOver(Cluster cluster) {
    List<SilenceRun> before = retired.stream().filter(run -> run.cluster().shares(cluster)).toList();
    before.forEach(SilenceRun::close);
    retired.removeAll(before);
    return before.stream().flatMap(run -> run.names().stream()).collect(Collectors.toSet());
  }

  private Optional<Access> access(Declared<MonitoringBackendSpec> backend) {
    String name = backend.id().name();
    try {
      Optional<Access> access = Optional.of(settings.access().of(backend.id(), backend.spec()));
      noAccess.remove(name);
      return access;
    } catch (BackendException unreadable) {
      noAccess.put(name, unreadable);
      return Optional.empty();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    inhibitions.close();
    retired.forEach(SilenceRun::close);
    silenceRuns.values().forEach(SilenceRun::close);
    ruleRuns.values().forEach(RuleRun::close);
  }
}
