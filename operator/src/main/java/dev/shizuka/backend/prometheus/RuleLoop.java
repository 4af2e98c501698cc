package dev.shizuka.backend.prometheus;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Backoff;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SyncLoop;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Memory;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledRules;
import dev.shizuka.compile.ExpressionVerdicts;
import dev.shizuka.compile.LastGoodRules;
import dev.shizuka.compile.RuleGroup;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the rules of one backend as they are declared: one serialized loop, one {@link RuleSync} after each run. */
public final class RuleLoop implements AutoCloseable {
  /** The resync that {@link Settings} usually have. */
  public static final Duration USUAL_RESYNC = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(RuleLoop.class);
  private static final Duration GATHER = Duration.ofMillis(50);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
  /** A rule that was never evaluated has no health yet. */
  private static final Duration UNTIL_EVALUATED = Duration.ofSeconds(5);
  private final Declared<MonitoringBackendSpec> backend;
  private final Settings settings;
  private final List<PrometheusClient> clients;
  private final AtomicReference<@Nullable Catalog> declared = new AtomicReference<>();
  private final SyncLoop loop;
  private final Expressions expressions = new Expressions();
  private final Backoff backoff = new Backoff();
  private @Nullable Workplace workplace;

  /** @param backend with {@code spec.prometheus} and its delivery; without them every sync says so */
  public RuleLoop(Declared<MonitoringBackendSpec> backend, Settings settings) {
    this.backend = backend;
    this.settings = settings;
    MonitoringBackendSpec.Prometheus prometheus = backend.spec().prometheus();
    this.clients = prometheus == null ? List.of() : prometheus.urls().stream().map(this::client).toList();
    this.loop = new SyncLoop("rules-" + backend.id().name(), GATHER, this::run);
  }

  /** Compiles the rules of a backend. Pure. */
  @FunctionalInterface
  public interface Compile {
    CompiledRules compile(Catalog catalog, Declared<MonitoringBackendSpec> backend, ExpressionVerdicts verdicts,
        LastGoodRules lastGood);
  }

  /**
   * @param places present where there is a cluster
   * @param installation stands in the mark of every file
   * @param resync how long after a good sync the next one comes unasked, widened to five times the last one's duration
   * @param results called by the loop's thread after each sync; should return soon
   */
  public record Settings(Access access, Compile compile, Memory memory, Optional<RulePlaces> places,
      String installation, Clock clock, Duration resync, Consumer<RuleSync> results) {}

  /** Made at the first run, because the store is read for it. */
  private record Workplace(ConfirmedRules confirmed, Delivery delivery) {}

  /** The newest wins; returns at once. */
  public void declare(Catalog catalog) {
    declared.set(catalog);
    loop.request();
  }

  public void start() {
    loop.start();
  }

  @Override
  public void close() {
    loop.close();
    clients.forEach(PrometheusClient::close);
  }

  private Duration run() throws InterruptedException {
    long begin = System.nanoTime();
    Catalog catalog = declared.get();
    Optional<Duration> again;
    try {
      Workplace place = workplace();
      again = catalog == null ? Optional.of(settings.resync()) : sync(place, catalog, begin);
    } catch (BackendException failed) {
      stopIfInterrupted();
      again = fail(failed.reason(), failed.sentence(), begin);
    } catch (RuntimeException bug) {
      stopIfInterrupted();
      LOG.error("Syncing the rules of backend {} failed", backend.id().name(), bug);
      again = fail("InternalError", "Syncing the rules failed inside Shizuka (" + bug + "): see its log", begin);
    }
    Duration widened = elapsed(begin).multipliedBy(5);
    return again.map(pause -> pause.compareTo(widened) < 0 ? widened : pause).orElseGet(backoff::next);
  }

  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("closed");
    }
  }

  /** @return when to run again; empty after a failure */
  private Optional<Duration> sync(Workplace place, Catalog catalog, long begin) throws InterruptedException {
    Replicas replicas = new Replicas(clients);
    LastGoodRules lastGood = place.confirmed().lastGood();
    CompiledRules compiled = compile(catalog, replicas, lastGood);
    Outcome outcome = deliver(place.delivery(),
        new Delivery.Round(compiled.groups(), replicas, () -> declared.get() != catalog));
    stopIfInterrupted();
    outcome.seen().ifPresent(seen -> confirm(place.confirmed(), compiled.groups(), seen));
    expressions.forgetUnused();
    RuleSync told = new RuleReport(compiled, outcome, lastGood).tell(backend.id().name(), settings.clock().instant(),
        elapsed(begin), replicas.states());
    settings.results().accept(told);
    return next(outcome, told);
  }

  private static Outcome deliver(Delivery delivery, Delivery.Round round) throws InterruptedException {
    try {
      return delivery.deliver(round);
    } catch (BackendException failed) {
      return Outcome.failed(failed);
    }
  }

  private CompiledRules compile(Catalog catalog, Replicas replicas, LastGoodRules lastGood) {
    CompiledRules first = settings.compile().compile(catalog, backend, expressions, lastGood);
    if (first.unchecked().isEmpty() || replicas.reachable().isEmpty()) {
      return first;
    }
    expressions.ask(first.unchecked(), replicas);
    return settings.compile().compile(catalog, backend, expressions, lastGood);
  }

  private static void confirm(ConfirmedRules confirmed, List<RuleGroup> groups, Observation seen) {
    Set<ResourceId> owners = groups.stream().map(RuleGroup::owner).collect(Collectors.toSet());
    Map<ResourceId, RuleGroup> running = seen.confirmed();
    running.keySet().retainAll(owners);
    Set<String> gone = seen.gone();
    Set<ResourceId> forgotten = confirmed.groups().values().stream()
        .filter(group -> !owners.contains(group.owner()) && gone.contains(RuleFile.name(group)))
        .map(RuleGroup::owner).collect(Collectors.toSet());
    confirmed.update(running, forgotten);
  }

  private Optional<Duration> next(Outcome outcome, RuleSync told) {
    if (outcome.again().isPresent()) {
      return outcome.again();
    }
    if (!outcome.synced() || !outcome.untried().isEmpty()) {
      return Optional.empty();
    }
    backoff.reset();
    boolean evaluated = told.loaded().values().stream().flatMap(List::stream)
        .noneMatch(rule -> rule.health().equals("unknown"));
    return Optional.of(evaluated || settings.resync().compareTo(UNTIL_EVALUATED) < 0
        ? settings.resync()
        : UNTIL_EVALUATED);
  }

  private Optional<Duration> fail(String reason, String message, long begin) {
    CompiledRules nothing = new CompiledRules(List.of(), List.of(), Set.of());
    settings.results().accept(new RuleReport(nothing, Outcome.of(reason, message), LastGoodRules.NONE)
        .tell(backend.id().name(), settings.clock().instant(), elapsed(begin), List.of()));
    return Optional.empty();
  }

  private static Duration elapsed(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private Workplace workplace() throws BackendException {
    Workplace known = workplace;
    if (known != null) {
      return known;
    }
    ConfirmedRules confirmed = new ConfirmedRules(settings.memory(), backend.id().name());
    Delivery delivery = new Deliveries(backend, settings.places(), settings.installation()).with(confirmed,
        expressions);
    delivery.start();
    Workplace made = new Workplace(confirmed, delivery);
    workplace = made;
    return made;
  }

  private PrometheusClient client(String url) {
    URI base;
    try {
      base = URI.create(url);
    } catch (IllegalArgumentException malformed) {
      base = URI.create("about:blank");
    }
    return new PrometheusClient(
        new Http("Prometheus " + backend.id().name() + " at " + url, base, settings.access(), REQUEST_TIMEOUT));
  }
}
