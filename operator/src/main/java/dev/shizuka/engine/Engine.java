package dev.shizuka.engine;

import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.CatalogSource;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.BackendCompiler;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.PolicyCompiler;
import dev.shizuka.compile.PolicySurroundings;
import dev.shizuka.compile.Verdict;
import dev.shizuka.observe.PollState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes catalogs, keeps one rule loop for each backend and one silence loop and poller for each Alertmanager cluster, and holds what they
 * came to. Time alone changes things too (a policy expires), so {@link #tick} compiles anew.
 */
public final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final EngineSettings settings;
  private final Loops loops;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, RuleSync> rules = new ConcurrentHashMap<>();
  private final Map<String, SilenceSync> silences = new ConcurrentHashMap<>();
  private final Map<String, InhibitionSync> inhibitions = new ConcurrentHashMap<>();
  private final ReentrantLock telling = new ReentrantLock();
  private final QuarantineLog quarantine = new QuarantineLog();
  private final KnownGoodPriorities priorities;
  private volatile Map<ResourceId, NoiseReportStatus> reports = Map.of();
  private volatile Compiled compiled;
  private volatile @Nullable CatalogSource source;
  private boolean declared;

  /** Who wants to know. */
  public interface Listener {
    /** Something changed; these are the newest results. */
    void changed(Results results);

    /** A backend's rules were synced, whatever came of it. */
    default void synced(RuleSync sync) {}

    /** A backend's silences were synced, whatever came of it. */
    default void synced(SilenceSync sync) {}

    /** A backend's inhibit rules were synced, whatever came of it. */
    default void synced(InhibitionSync sync) {}
  }

  /** What is declared and what compile says of it, always replaced as one. */
  record Compiled(Catalog catalog, CompiledPolicies policies, List<Verdict> backends) {}

  /** What is declared at the moment. */
  interface Current {
    Compiled compiled();

    /** Since when nobody knows whether it still is; empty where that is known. */
    default Optional<Instant> unreadableSince() {
      return Optional.empty();
    }
  }

  public Engine(EngineSettings settings) {
    this.settings = settings;
    this.priorities = new KnownGoodPriorities(settings.memory());
    this.compiled = compile(Catalog.EMPTY);
    this.loops = new Loops(settings, new Latest(), this::accept, this::accept,
        new InhibitionRuns(settings, () -> compiled, this::accept));
  }

  private final class Latest implements Current {
    @Override
    public Compiled compiled() {
      return compiled;
    }

    @Override
    public Optional<Instant> unreadableSince() {
      return Optional.ofNullable(source).flatMap(CatalogSource::unreadableSince);
    }
  }

  /** Called on the threads of the loops; must return soon. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  public Results results() {
    Compiled now = compiled;
    Results results = new Results(now.catalog(), now.policies(), now.backends(), rules, silences, inhibitions);
    return PolicyNotes.noted(results.reported(reports), polls(), settings);
  }

  /** What each poller saw last, by backend. */
  public Map<String, PollState> polls() {
    return loops.polls();
  }

  /** Takes the catalogs of a source from now on, beginning with the first before this returns. */
  public void follow(CatalogSource catalogs) {
    source = catalogs;
    catalogs.start(this::declare);
  }

  /** Takes the newest catalog; returns at once, the loops follow. */
  public synchronized void declare(Catalog catalog) {
    declared = true;
    priorities.learn(catalog, settings.clock().instant());
    compiled = compile(catalog);
    loops.follow(compiled);
    forgetGone();
    publish();
  }

  /** Compiles again at a later time; before anything is declared there is nothing to compile. */
  public synchronized void tick() {
    if (declared) {
      declare(compiled.catalog());
    }
  }

  /** Takes what became of reports, whoever makes them; the listeners are told. */
  public void reported(Map<ResourceId, NoiseReportStatus> statuses) {
    reports = Map.copyOf(statuses);
    publish();
  }

  @Override
  public void close() {
    loops.close();
  }

  private Compiled compile(Catalog catalog) {
    return new Compiled(catalog,
        PolicyCompiler.compile(catalog, priorities.lastGood(),
            new PolicySurroundings(settings.approvals().get(), settings.maxLifetime(), settings.clock().instant())),
        BackendCompiler.compile(catalog, settings.rulesRoot(), settings.inCluster()));
  }

  private void forgetGone() {
    telling.lock();
    try {
      rules.keySet().retainAll(loops.ruleBackends());
      silences.keySet().retainAll(loops.silenceBackends());
      inhibitions.keySet().retainAll(loops.inhibitionBackends());
    } finally {
      telling.unlock();
    }
  }

  private void accept(RuleSync sync) {
    telling.lock();
    try {
      if (declares(sync.backend())) {
        rules.put(sync.backend(), sync);
        tell(listener -> listener.synced(sync));
        publish();
      }
    } finally {
      telling.unlock();
    }
  }

  private void accept(SilenceSync sync) {
    telling.lock();
    try {
      if (declares(sync.backend())) {
        silences.put(sync.backend(), sync);
        tell(listener -> listener.synced(sync));
        publish();
      }
    } finally {
      telling.unlock();
    }
  }

  private void accept(InhibitionSync sync) {
    telling.lock();
    try {
      if (declares(sync.backend())) {
        inhibitions.put(sync.backend(), sync);
        tell(listener -> listener.synced(sync));
        publish();
      }
    } finally {
      telling.unlock();
    }
  }

  private boolean declares(String backend) {
    return compiled.backends().stream().anyMatch(verdict -> verdict.id().name().equals(backend));
  }

  /** One at a time, so that nobody is told something old after something new. */
  private void publish() {
    telling.lock();
    try {
      Results results = results();
      quarantine.look(results);
      tell(listener -> listener.changed(results));
    } finally {
      telling.unlock();
    }
  }

  private void tell(Consumer<Listener> word) {
    for (Listener listener : listeners) {
      try {
        word.accept(listener);
      } catch (RuntimeException bug) {
        LOG.error("A listener failed; the others are told all the same", bug);
      }
    }
  }
}
