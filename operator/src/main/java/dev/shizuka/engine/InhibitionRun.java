package dev.shizuka.engine;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Inhibition;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.backend.alertmanager.ConfigurationPlace;
import dev.shizuka.backend.alertmanager.InhibitionLoop;
import dev.shizuka.backend.alertmanager.InhibitionLoop.Desired;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.InhibitRule;
import dev.shizuka.compile.InhibitRules;
import dev.shizuka.engine.Engine.Compiled;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The inhibition loop of backends that complete the same configuration of the same Alertmanager. When it is not wanted any more it goes on until
 * the output is the base as its owner wrote it.
 */
final class InhibitionRun implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final EngineSettings settings;
  private final Supplier<Compiled> compiled;
  private final Consumer<InhibitionSync> results;
  private volatile Cluster cluster;
  private volatile boolean over;
  private volatile boolean ended;
  private @Nullable AlertmanagerCluster members;
  private @Nullable InhibitionLoop loop;
  private @Nullable Access access;

  /** @param cluster backends whose {@code inhibition} is the same */
  InhibitionRun(Cluster cluster, EngineSettings settings, Supplier<Compiled> compiled,
      Consumer<InhibitionSync> results) {
    this.cluster = cluster;
    this.settings = settings;
    this.compiled = compiled;
    this.results = results;
  }

  /** Equal for clusters that the same loop can serve. */
  static String key(Cluster cluster) {
    return cluster.key() + " " + inhibition(cluster);
  }

  static Inhibition inhibition(Cluster cluster) {
    MonitoringBackendSpec.Alertmanager alertmanager = cluster.first().spec().alertmanager();
    if (alertmanager == null || alertmanager.inhibition() == null) {
      throw new IllegalArgumentException("backend " + cluster.title() + " has no inhibition");
    }
    return alertmanager.inhibition();
  }

  Cluster cluster() {
    return cluster;
  }

  /**
   * Asks for a sync with what is declared now.
   *
   * @param with empty where it cannot be read at the moment: what runs goes on with what it has
   * @throws BackendException if the place is not to be had here
   */
  synchronized void follow(Cluster now, Optional<Access> with) throws BackendException {
    cluster = now;
    if (with.isPresent() && !with.get().equals(access)) {
      close();
      start(with.get());
    }
    Optional.ofNullable(loop).ifPresent(InhibitionLoop::request);
  }

  private void start(Access with) throws BackendException {
    ConfigurationPlace place = settings.configurations().of(inhibition(cluster));
    AlertmanagerCluster reached = new AlertmanagerCluster(cluster.urls().stream()
        .map(url -> new Http("Alertmanager " + cluster.title() + " at " + url, URI.create(url), with, TIMEOUT))
        .toList());
    InhibitionLoop started = new InhibitionLoop(new InhibitionLoop.Settings(cluster.names(), reached, place,
        settings.installation(), this::desired, settings.clock(), settings.resync(), new Told()));
    started.start();
    members = reached;
    loop = started;
    access = with;
  }

  /** Whether anything is synced. */
  synchronized boolean runs() {
    return loop != null;
  }

  private Desired desired() {
    if (over) {
      return new Desired(Map.of(), false, true);
    }
    Compiled now = compiled.get();
    Map<ResourceId, List<InhibitRule>> rules = new TreeMap<>();
    for (Declared<MonitoringBackendSpec> backend : cluster.backends()) {
      rules.putAll(InhibitRules.compile(now.policies(), backend, now.catalog(), settings.clock().instant()));
    }
    return new Desired(rules, now.policies().frozen(), false);
  }

  private final class Told implements InhibitionLoop.Listener {
    @Override
    public void synced(InhibitionSync sync) {
      if (!over) {
        results.accept(sync);
      }
    }

    /** A sync that was underway when it was retired says nothing of this: it was one with what was declared before. */
    @Override
    public void withdrawn() {
      if (!ended) {
        ended = true;
        Thread.ofVirtual().start(InhibitionRun.this::close);
      }
    }
  }

  /** Whether it was retired and has nothing left to do. */
  boolean ended() {
    return ended;
  }

  /** Nothing of ours is wanted in that configuration any more. */
  synchronized void retire() {
    over = true;
    if (loop == null) {
      ended = true;
    } else {
      loop.request();
    }
  }

  @Override
  public synchronized void close() {
    Optional.ofNullable(loop).ifPresent(InhibitionLoop::close);
    Optional.ofNullable(members).ifPresent(AlertmanagerCluster::close);
    loop = null;
    members = null;
    access = null;
  }
}
