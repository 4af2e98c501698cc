package dev.shizuka.cli;

import dev.shizuka.backend.Access;
import dev.shizuka.backend.prometheus.ConfigMaps;
import dev.shizuka.engine.Engine;
import dev.shizuka.engine.EngineSettings;
import dev.shizuka.engine.Results;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Store;
import dev.shizuka.report.Metrics;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One running Shizuka: store, engine and metrics, wired by hand. */
final class Program implements AutoCloseable {
  private static final Duration TICK = Duration.ofSeconds(30);

  private final Store store;
  private final Ledger ledger;
  private final Engine engine;
  private final Metrics metrics;
  private final ScheduledExecutorService ticker = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("tick").factory());

  /**
   * What differs between a host and a cluster.
   *
   * @param configMaps only in a cluster
   * @param rulesRoot only in a cluster
   */
  record Surroundings(Access.Source access, Optional<ConfigMaps> configMaps, boolean inCluster, Optional<String> rulesRoot) {
    static Surroundings host() {
      return new Surroundings(new FileAccess(), Optional.empty(), false, Optional.empty());
    }
  }

  Program(Store store, RunOptions options, Surroundings surroundings) {
    this.store = store;
    this.ledger = store.ledger(options.settle());
    this.metrics = new Metrics(new CollectorRegistry(), ledger);
    this.engine = new Engine(new EngineSettings(surroundings.access(), store.memory(), ledger, surroundings.configMaps(),
        store.installation(options.installation()), options.poll(), options.grace(), Duration.ofSeconds(30),
        surroundings.inCluster(), surroundings.rulesRoot(), Clock.systemUTC()));
    engine.listen(this::measure);
    ticker.scheduleWithFixedDelay(engine::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  Engine engine() {
    return engine;
  }

  Ledger ledger() {
    return ledger;
  }

  Metrics metrics() {
    return metrics;
  }

  private void measure(Results results) {
    metrics.accept(results.catalog(), results.policies());
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    engine.close();
    ledger.close();
    store.close();
  }
}
