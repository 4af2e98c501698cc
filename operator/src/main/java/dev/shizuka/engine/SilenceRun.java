package dev.shizuka.engine;

import dev.shizuka.backend.Access;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.backend.alertmanager.SilenceLoop;
import dev.shizuka.backend.alertmanager.SilenceLoop.Desired;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Silence;
import dev.shizuka.engine.Engine.Current;
import dev.shizuka.observe.GapFiller;
import dev.shizuka.observe.LeaseKeeper;
import dev.shizuka.observe.PollState;
import dev.shizuka.observe.Poller;
import dev.shizuka.plan.ObservedSilence;
import dev.shizuka.plan.SilenceChange;
import dev.shizuka.plan.SilencePlanner;
import dev.shizuka.plan.SilenceScope;
import dev.shizuka.policy.lease.Lease;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The silence loop and the poller of one Alertmanager cluster. When the cluster is not wanted any more the poller ends at once; the silence
 * loop goes on with nothing desired until one sync has ended what is ours.
 */
final class SilenceRun implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  /** DESIGN, "How rules are delivered", 6. */
  private static final Duration LONGEST_UNREADABLE = Duration.ofMinutes(15);

  private final EngineSettings settings;
  private final Current current;
  private final Consumer<SilenceSync> results;
  /** While retired: backends of which a sync has ended everything. */
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private volatile Cluster cluster;
  /** Backends that went elsewhere: their silences here end with the first sync. */
  private volatile Set<String> leftBehind;
  private volatile boolean retired;
  /** Whether the sync under way began after it was retired. */
  private volatile boolean ending;
  /** Whether the sync under way began before alerts were looked at. */
  private volatile boolean unseen;
  private volatile @Nullable LeaseKeeper keeper;
  private volatile @Nullable Poller poller;
  private @Nullable GapFiller gaps;
  private @Nullable AlertmanagerCluster members;
  private volatile @Nullable SilenceLoop silences;
  private @Nullable Access access;

  /** @param leftBehind names of backends whose silences here are nobody's any more */
  SilenceRun(Cluster cluster, Set<String> leftBehind, EngineSettings settings, Current current,
      Consumer<SilenceSync> results) {
    this.cluster = cluster;
    this.leftBehind = Set.copyOf(leftBehind);
    this.settings = settings;
    this.current = current;
    this.results = results;
  }

  Cluster cluster() {
    return cluster;
  }

  Optional<PollState> poll() {
    return Optional.ofNullable(poller).map(Poller::state);
  }

  /** Names of all backends whose silences are this loop's to end. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(leftBehind);
    names.addAll(cluster.names());
    return names;
  }

  /**
   * Asks for a sync with what is declared now.
   *
   * @param with empty where it cannot be read at the moment: what runs goes on with what it has
   */
  synchronized void follow(Cluster now, Optional<Access> with) {
    cluster = now;
    if (with.isPresent() && !with.get().equals(access)) {
      close();
      start(with.get());
    }
    Optional.ofNullable(silences).ifPresent(SilenceLoop::request);
  }

  synchronized boolean runs() {
    return silences != null;
  }

  private void start(Access with) {
    AlertmanagerCluster reached = reached(with);
    SilenceLoop loop = new SilenceLoop(
        new SilenceLoop.Settings(cluster.title(), cluster.names(), reached, settings.installation(),
            this::desired, this::plan, settings.clock(), settings.resync(), this::accept, settings.maxSilences()));
    LeaseKeeper leases = keeper == null ? new LeaseKeeper(leaseSettings()) : keeper;
    keeper = leases;
    Poller polls = new Poller(new Poller.Settings(cluster.title(), reached, settings.installation(),
        () -> view().policies(), leases, settings.ledger(), settings.poll(), settings.grace(), settings.clock()));
    GapFiller filler = new GapFiller(new GapFiller.Settings(cluster.title(), settings.ledger(),
        () -> PastSources.open(cluster, settings.access()), () -> current.compiled().policies().priorities(),
        settings.clock()));
    silences = loop;
    loop.start();
    polls.start();
    filler.start();
    gaps = filler;
    members = reached;
    poller = polls;
    access = with;
  }

  private LeaseKeeper.Settings leaseSettings() {
    return new LeaseKeeper.Settings(cluster.title(), settings.memory(), current::unreadableSince, LONGEST_UNREADABLE,
        () -> Optional.ofNullable(silences).ifPresent(SilenceLoop::request));
  }

  private ClusterView view() {
    return new ClusterView(cluster, current.compiled(), settings.installation());
  }

  private AlertmanagerCluster reached(Access with) {
    return new AlertmanagerCluster(cluster.urls().stream()
        .map(url -> new Http("Alertmanager " + cluster.title() + " at " + url, URI.create(url), with, TIMEOUT))
        .toList());
  }

  private List<SilenceChange> plan(List<Silence> wanted, List<ObservedSilence> observed, boolean frozen, Instant now) {
    Set<String> ours = names();
    ours.addAll(undeclared(observed));
    ClusterView view = view();
    List<ObservedSilence> judged = unseen
        ? observed.stream().filter(silence -> !view.mayStayUnseen(silence)).toList()
        : observed;
    return SilencePlanner.plan(wanted, judged, new SilenceScope(settings.installation(), ours, frozen, now));
  }

  /** Backends that are not declared any more, also if they went while Shizuka was down: their silences must end too. */
  private Set<String> undeclared(List<ObservedSilence> observed) {
    Set<String> names = observed.stream().flatMap(silence -> silence.mark().stream())
        .filter(mark -> mark.installation().equals(settings.installation())).map(Mark::backend)
        .collect(Collectors.toCollection(TreeSet::new));
    current.compiled().backends().forEach(verdict -> names.remove(verdict.id().name()));
    return names;
  }

  private Desired desired() {
    ending = retired;
    Optional<List<Lease>> leases = Optional.ofNullable(keeper).flatMap(LeaseKeeper::leases);
    unseen = leases.isEmpty() && !ending;
    if (ending) {
      return new Desired(List.of(), false);
    }
    ClusterView view = view();
    return new Desired(view.silences(leases.orElse(List.of()), settings.clock().instant()),
        view.compiled().policies().frozen());
  }

  private void accept(SilenceSync sync) {
    if (!retired) {
      if (sync.synced()) {
        leftBehind = Set.of();
      }
      results.accept(sync);
    } else if (ending && sync.synced() && ended.add(sync.backend()) && ended()) {
      Thread.ofVirtual().start(this::close);
    }
  }

  /** Whether it was retired and has nothing left to do. */
  boolean ended() {
    return retired && ended.containsAll(cluster.names());
  }

  /** Nothing is desired here any more. */
  synchronized void retire() {
    Optional.ofNullable(poller).ifPresent(Poller::close);
    Optional.ofNullable(gaps).ifPresent(GapFiller::close);
    poller = null;
    gaps = null;
    retired = true;
    if (silences == null) {
      ended.addAll(cluster.names());
    } else {
      silences.request();
    }
  }

  @Override
  public synchronized void close() {
    Optional.ofNullable(poller).ifPresent(Poller::close);
    Optional.ofNullable(gaps).ifPresent(GapFiller::close);
    Optional.ofNullable(silences).ifPresent(SilenceLoop::close);
    Optional.ofNullable(members).ifPresent(AlertmanagerCluster::close);
    poller = null;
    gaps = null;
    silences = null;
    members = null;
    access = null;
  }
}
