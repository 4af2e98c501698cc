package dev.shizuka.engine;

import dev.shizuka.backend.Access;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.backend.alertmanager.SilenceLoop;
import dev.shizuka.backend.alertmanager.SilenceLoop.Desired;
import dev.shizuka.compile.Silence;
import dev.shizuka.compile.SilenceCompiler;
import dev.shizuka.engine.Engine.Compiled;
import dev.shizuka.observe.PollState;
import dev.shizuka.observe.Poller;
import dev.shizuka.plan.ObservedSilence;
import dev.shizuka.plan.SilenceChange;
import dev.shizuka.plan.SilencePlanner;
import dev.shizuka.plan.SilenceScope;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The silence loop and the poller of one Alertmanager cluster. When the cluster is not wanted any more the poller ends at once; the silence
 * loop goes on with nothing desired until one sync has ended what is ours.
 */
final class SilenceRun implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final EngineSettings settings;
  private final Supplier<Compiled> compiled;
  private final Consumer<SilenceSync> results;
  private volatile Cluster cluster;
  private volatile boolean retired;
  private @Nullable SilenceLoop silences;
  private @Nullable Poller poller;
  private @Nullable Access access;

  SilenceRun(Cluster cluster, EngineSettings settings, Supplier<Compiled> compiled, Consumer<SilenceSync> results) {
    this.cluster = cluster;
    this.settings = settings;
    this.compiled = compiled;
    this.results = results;
  }

  Cluster cluster() {
    return cluster;
  }

  Optional<PollState> poll() {
    return Optional.ofNullable(poller).map(Poller::state);
  }

  /** Asks for a sync with what is declared now. */
  void follow(Cluster now, Access with) {
    cluster = now;
    if (silences == null || !with.equals(access)) {
      close();
      start(with);
    }
    Optional.ofNullable(silences).ifPresent(SilenceLoop::request);
  }

  private void start(Access with) {
    AlertmanagerCluster members = members(with);
    SilenceLoop loop = new SilenceLoop(
        new SilenceLoop.Settings(cluster.title(), cluster.names(), members, settings.installation(),
            this::desired, this::plan, settings.clock(), settings.resync(), this::accept));
    Poller polls = new Poller(
        new Poller.Settings(cluster.title(), members, settings.installation(), () -> compiled.get().policies(),
            settings.ledger(), settings.poll(), settings.grace(), settings.clock()));
    loop.start();
    polls.start();
    silences = loop;
    poller = polls;
    access = with;
  }

  private AlertmanagerCluster members(Access with) {
    return new AlertmanagerCluster(cluster.urls().stream()
        .map(url -> new Http("Alertmanager " + cluster.title() + " at " + url, URI.create(url), with, TIMEOUT))
        .toList());
  }

  private List<SilenceChange> plan(List<Silence> wanted, List<ObservedSilence> observed, boolean frozen, Instant now) {
    return SilencePlanner.plan(wanted, observed,
        new SilenceScope(settings.installation(), Set.copyOf(cluster.names()), frozen, now));
  }

  private Desired desired() {
    if (retired) {
      return new Desired(List.of(), false);
    }
    Compiled now = compiled.get();
    List<Silence> wanted = cluster.backends().stream().flatMap(backend -> SilenceCompiler
        .compile(now.policies(), backend, now.catalog(), settings.installation(), settings.clock().instant()).stream())
        .toList();
    return new Desired(wanted, now.policies().frozen());
  }

  private void accept(SilenceSync sync) {
    if (!retired) {
      results.accept(sync);
    } else if (sync.synced()) {
      Thread.ofVirtual().start(this::close);
    }
  }

  /** Ends it and says true, unless it is wanted. */
  boolean endUnless(Map<String, Cluster> wanted) {
    if (wanted.containsKey(cluster.key())) {
      return false;
    }
    boolean servedByAnother = wanted.values().stream()
        .anyMatch(other -> !Collections.disjoint(other.urls(), cluster.urls()));
    Optional.ofNullable(poller).ifPresent(Poller::close);
    if (servedByAnother) {
      close();
    } else {
      retired = true;
      Optional.ofNullable(silences).ifPresent(SilenceLoop::request);
    }
    return true;
  }

  @Override
  public void close() {
    Optional.ofNullable(poller).ifPresent(Poller::close);
    Optional.ofNullable(silences).ifPresent(SilenceLoop::close);
  }
}
