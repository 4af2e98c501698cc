package dev.shizuka.engine;

import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.BackendCompiler;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.LastGoodPriorities;
import dev.shizuka.compile.PolicyCompiler;
import dev.shizuka.compile.Verdict;
import dev.shizuka.observe.PollState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes catalogs, keeps one rule loop for each backend and one silence loop and poller for each Alertmanager cluster, and holds what they
 * came to. Time alone changes things too (a policy expires), so {@link #tick} compiles anew.
 */
public final class Engine implements AutoCloseable {
  private static final String PRIORITIES = "priorities";

  private final EngineSettings settings;
  private final Loops loops;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, RuleSync> rules = new ConcurrentHashMap<>();
  private final Map<String, SilenceSync> silences = new ConcurrentHashMap<>();
  private volatile Compiled compiled;

  /** Who wants to know. */
  public interface Listener {
    /** Something changed; these are the newest results. */
    void changed(Results results);

    /** A backend's rules were synced, whatever came of it. */
    default void synced(RuleSync sync) {}

    /** A backend's silences were synced, whatever came of it. */
    default void synced(SilenceSync sync) {}
  }

  /** What is declared and what compile says of it, always replaced as one. */
  record Compiled(Catalog catalog, CompiledPolicies policies, List<Verdict> backends) {}

  public Engine(EngineSettings settings) {
    this.settings = settings;
    this.compiled = compile(Catalog.EMPTY);
    this.loops = new Loops(settings, () -> compiled, this::accept, this::accept);
  }

  /** Called on the threads of the loops; must return soon. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  public Results results() {
    Compiled now = compiled;
    return new Results(now.catalog(), now.policies(), now.backends(), rules, silences);
  }

  /** What each poller saw last, by backend. */
  public Map<String, PollState> polls() {
    return loops.polls();
  }

  /** Takes the newest catalog; returns at once, the loops follow. */
  public synchronized void declare(Catalog catalog) {
    rememberPriorities(catalog);
    compiled = compile(catalog);
    forgetGone(catalog);
    loops.follow(compiled);
    publish();
  }

  /** Compiles again at a later time. */
  public synchronized void tick() {
    declare(compiled.catalog());
  }

  @Override
  public void close() {
    loops.close();
  }

  private Compiled compile(Catalog catalog) {
    Instant now = settings.clock().instant();
    LastGoodPriorities lastGood = LastGoodPriorities.read(settings.memory().recallAll(PRIORITIES));
    return new Compiled(catalog, PolicyCompiler.compile(catalog, lastGood, settings.approvals(), now),
        BackendCompiler.compile(catalog, settings.rulesRoot(), settings.inCluster()));
  }

  /** The good ones are remembered before anything is made of a catalog, so that no crash comes between. */
  private void rememberPriorities(Catalog catalog) {
    CompiledPolicies fresh = PolicyCompiler.compile(catalog, LastGoodPriorities.NONE, settings.clock().instant());
    Map<String, String> texts = LastGoodPriorities.of(fresh).texts();
    Map<String, String> known = settings.memory().recallAll(PRIORITIES);
    List<String> gone = known.keySet().stream().filter(name -> !declares(catalog, name)).toList();
    Map<String, String> changed = new HashMap<>(texts);
    changed.entrySet().removeAll(known.entrySet());
    if (!changed.isEmpty() || !gone.isEmpty()) {
      settings.memory().remember(PRIORITIES, changed, gone);
    }
  }

  private static boolean declares(Catalog catalog, String priority) {
    ResourceId id = new ResourceId(Kind.ALERT_PRIORITY, "", priority);
    return catalog.priorities().stream().anyMatch(declared -> declared.id().equals(id))
        || catalog.unreadable().stream().anyMatch(unreadable -> unreadable.id().filter(id::equals).isPresent());
  }

  private void forgetGone(Catalog catalog) {
    List<String> names = compiled.backends().stream().map(verdict -> verdict.id().name()).toList();
    rules.keySet().retainAll(names);
    silences.keySet().retainAll(names);
  }

  private void accept(RuleSync sync) {
    rules.put(sync.backend(), sync);
    listeners.forEach(listener -> listener.synced(sync));
    publish();
  }

  private void accept(SilenceSync sync) {
    silences.put(sync.backend(), sync);
    listeners.forEach(listener -> listener.synced(sync));
    publish();
  }

  private void publish() {
    Results results = results();
    listeners.forEach(listener -> listener.changed(results));
  }
}
