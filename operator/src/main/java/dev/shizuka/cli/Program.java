package dev.shizuka.cli;

import dev.shizuka.backend.Access;
import dev.shizuka.backend.Addresses;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.backend.alertmanager.ConfigurationFiles;
import dev.shizuka.backend.alertmanager.ConfigurationPlaces;
import dev.shizuka.backend.prometheus.RulePlaces;
import dev.shizuka.catalog.Declared;
import dev.shizuka.compile.ApprovalSource;
import dev.shizuka.engine.Engine;
import dev.shizuka.engine.EngineSettings;
import dev.shizuka.engine.Results;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.LedgerSettings;
import dev.shizuka.ledger.Store;
import dev.shizuka.ledger.StoreException;
import dev.shizuka.report.Metrics;
import dev.shizuka.report.PollCollector;
import dev.shizuka.report.run.Patience;
import dev.shizuka.report.run.ReportRunner;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running Shizuka: store, engine and metrics, wired by hand. */
final class Program implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Program.class);
  private static final Duration TICK = Duration.ofSeconds(30);
  /** How long a receiver of reports may take until it answers. */
  private static final Duration RECEIVER = Duration.ofSeconds(30);
  private static final Duration RETENTION = Duration.ofHours(1);

  private final Store store;
  private final Ledger ledger;
  private final Engine engine;
  private final Metrics metrics;
  private final CollectorRegistry registry = new CollectorRegistry();
  private final RunOptions options;
  private final Addresses addresses;
  private Optional<ReportRunner> reports = Optional.empty();
  private Instant nextRetention = Instant.EPOCH;
  private final AtomicBoolean away = new AtomicBoolean();
  private final ScheduledExecutorService ticker = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("tick").factory());

  /**
   * What differs between a host and a cluster.
   *
   * @param rulePlaces only in a cluster
   * @param rulesRoot only in a cluster
   * @param approvals asked whenever policies are compiled
   */
  record Surroundings(Access.Source access, Addresses addresses, Optional<RulePlaces> rulePlaces, boolean inCluster,
      Optional<String> rulesRoot, Supplier<ApprovalSource> approvals, ConfigurationPlaces configurations) {
    static Surroundings host(Optional<Path> approvals) {
      FileAccess files = new FileAccess(Path.of(""));
      ApprovalSource source = approvals.isPresent() ? ApprovalSource.DIRECTORY : ApprovalSource.NONE;
      return new Surroundings(files, files, Optional.empty(), false, Optional.empty(),
          () -> source, ConfigurationFiles::of);
    }
  }

  Program(Store store, RunOptions options, Surroundings surroundings) {
    this.store = store;
    this.options = options;
    this.addresses = surroundings.addresses();
    this.ledger = store.ledger(new LedgerSettings(options.settle(), options.timeZone()));
    this.metrics = new Metrics(registry, ledger);
    this.engine = new Engine(
        new EngineSettings(surroundings.access(), store.memory(), ledger, surroundings.rulePlaces(),
            store.installation(options.installation()), options.poll(), options.grace(), Duration.ofSeconds(30),
            surroundings.inCluster(), surroundings.rulesRoot(), Clock.systemUTC(), surroundings.approvals(),
            options.maxLifetime(), options.maxSilences(), surroundings.configurations()));
    engine.listen(new Measuring());
    metrics.version(Version.text());
    new PollCollector(this::looks).register(registry);
    ticker.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Map<String, PollCollector.Look> looks() {
    return engine.polls().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
        poll -> new PollCollector.Look(poll.getValue().at(), poll.getValue().problem().isEmpty())));
  }

  private void tick() {
    try {
      engine.tick();
      keep(() -> retain(Instant.now()));
    } catch (RuntimeException bug) {
      // A ticker that ends would leave every policy that expires in the results.
      LOG.error("A tick failed; the next one may fare better", bug);
    }
  }

  /** A little at each tick until nothing is left to delete, then again after an hour. */
  private void retain(Instant now) {
    if (!now.isBefore(nextRetention) && !ledger.retain(now, options.retention())) {
      nextRetention = now.plus(RETENTION);
    }
  }

  /** What cannot be written now is tried again at the next tick; the log is told once, until the store takes something again. */
  private void keep(Runnable write) {
    try {
      write.run();
      if (ledger.writable()) {
        away.set(false);
      }
    } catch (StoreException failed) {
      if (away.compareAndSet(false, true)) {
        LOG.warn("Alerting goes on without the store, which is tried again every {} seconds: {}", TICK.toSeconds(),
            failed.getMessage());
      }
    }
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

  /** Where whoever measures registers. */
  CollectorRegistry registry() {
    return registry;
  }

  /** Serves metrics and page until it is closed. */
  WebServer serve(ListenOption listen) {
    return WebServer.start(new WebServer.Settings(listen.host(), listen.port(), metrics::render, this::notReady,
        () -> PageView.of(engine.results(), ledger, Instant.now()),
        options.responses().api(ledger::accept, new EpisodeSearch(ledger::open, ledger::recent), registry)));
  }

  /** Makes and delivers reports from now on. */
  void makeReports() {
    ReportRunner runner = new ReportRunner(new ReportRunner.Settings(ledger.facts(), store.reportDeliveries(),
        addresses, store.installation(options.installation()), Clock.systemUTC(), Patience.DEFAULT, RECEIVER,
        engine::reported));
    reports = Optional.of(runner);
    engine.listen(results -> runner.follow(results.catalog()));
  }

  private Optional<String> notReady() {
    return engine.polls().entrySet().stream().filter(poll -> !poll.getValue().problem().isEmpty()).findFirst()
        .map(poll -> "alerts of " + poll.getKey() + " are not counted: " + poll.getValue().problem());
  }

  /** Measures whatever happens. */
  private final class Measuring implements Engine.Listener {
    @Override
    public void changed(Results results) {
      metrics.accept(results.catalog());
      keep(() -> ledger.declared(results.catalog().policies().stream().map(Declared::id).toList(), Instant.now()));
    }

    @Override
    public void synced(RuleSync sync) {
      metrics.accept(sync);
    }

    @Override
    public void synced(SilenceSync sync) {
      metrics.accept(sync);
    }

    @Override
    public void synced(InhibitionSync sync) {
      metrics.accept(sync);
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    reports.ifPresent(ReportRunner::close);
    engine.close();
    ledger.close();
    store.close();
  }
}
