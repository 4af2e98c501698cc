package dev.shizuka.observe;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Replica;
import dev.shizuka.backend.SyncLoop;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.backend.alertmanager.MemberLook;
import dev.shizuka.backend.alertmanager.ServerStatus;
import dev.shizuka.compile.Priorities;
import dev.shizuka.compile.ResponseObjective;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Poll;
import dev.shizuka.ledger.Promises;
import dev.shizuka.ledger.Sighting;
import dev.shizuka.policy.Synthetic;
import dev.shizuka.policy.lease.Instance;
import dev.shizuka.policy.lease.Look;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all members of an Alertmanager cluster at an interval and tells the ledger what they show. A member that is away does not stop it; with
 * none reachable there is a gap in the sightings, which is what the ledger makes of it.
 */
public final class Poller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

  private final Settings settings;
  private final SyncLoop loop;
  private final SilenceOwners owners;
  private final LatePolicies late;
  private final FlapHerald herald;
  private final ConnectedReceivers receivers;
  private Optional<Instant> lastLook = Optional.empty();
  private String config = "";
  private RouteTree routes = RouteTree.UNKNOWN;
  private String configProblem = "";
  private Coverages coverages = Coverages.NONE;
  private volatile PollState state;

  /**
   * @param backend name of the MonitoringBackend
   * @param installation whose silences are ours
   * @param policies asked at each poll; those of this cluster
   * @param leases told of each poll at which a member was reached
   * @param poll interval; widened to five times the last read's duration
   * @param grace {@code --grace}
   */
  public record Settings(String backend, AlertmanagerCluster cluster, String installation,
      Supplier<PoliciesHere> policies, LeaseKeeper leases, Ledger ledger, Duration poll, Duration grace,
      Clock clock) {}

  public Poller(Settings settings) {
    this.settings = settings;
    this.loop = new SyncLoop("poll " + settings.backend(), Duration.ZERO, this::run);
    this.owners = new SilenceOwners(settings.cluster(), settings.installation());
    this.late = new LatePolicies(settings.poll());
    this.herald = new FlapHerald(settings.backend(), settings.cluster());
    this.receivers = new ConnectedReceivers(settings.backend(), settings.ledger());
    this.state = new PollState(Instant.EPOCH, List.of(), 0, Set.of(), "not polled yet");
  }

  public void start() {
    loop.start();
  }

  @Override
  public void close() {
    loop.close();
  }

  /** What the last poll came to. */
  public PollState state() {
    return state;
  }

  private Duration run() throws InterruptedException {
    long began = System.nanoTime();
    Duration read = pollOnce();
    Duration left = interval(read).minusNanos(System.nanoTime() - began);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Duration interval(Duration read) {
    Duration widened = read.multipliedBy(5);
    return widened.compareTo(settings.poll()) > 0 ? widened : settings.poll();
  }

  /** A poll that widens itself must not make a gap of every pause: the grace is twice that pause at the least. */
  static Duration grace(Duration grace, Duration poll, Duration interval) {
    Duration least = interval.multipliedBy(2);
    return interval.compareTo(poll) > 0 && least.compareTo(grace) > 0 ? least : grace;
  }

  private static Duration slowest(List<MemberLook> looks) {
    return looks.stream().filter(MemberLook::reachable).map(MemberLook::took).max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** One poll; returns how long the slowest member that answered took. Not to be called while the poller is started. */
  Duration pollOnce() throws InterruptedException {
    Instant at = settings.clock().instant();
    try {
      List<MemberLook> looks = settings.cluster().look();
      PollState before = state;
      state = record(at, looks);
      tell(before.problem(), state.problem());
      return slowest(looks);
    } catch (BackendException stopped) {
      throw new InterruptedException(stopped.sentence());
    }
  }

  private PollState record(Instant at, List<MemberLook> looks) {
    List<Replica> members = looks.stream().map(MemberLook::replica).toList();
    if (looks.stream().noneMatch(MemberLook::reachable)) {
      return new PollState(at, members, 0, state.late(), looks.getFirst().problem());
    }
    try {
      readConfig(looks);
      List<UnitedAlert> seen = counted(looks);
      PolicyParts parts = parts(at, looks, seen);
      String unread = learnOwners(seen);
      herald.tell(parts.kept(), parts.here(), at);
      settings.ledger().record(checked(poll(parts, looks, seen), looks));
      String problem = Stream.of(configProblem, unread).filter(text -> !text.isEmpty())
          .collect(Collectors.joining("; "));
      return new PollState(at, members, seen.size(), late.look(parts, seen), problem);
    } catch (RuntimeException failed) {
      LOG.debug("Poll of {} failed", settings.backend(), failed);
      return new PollState(at, members, 0, state.late(), "the poll could not be recorded: " + failed);
    }
  }

  /** Without those that Shizuka posts itself. */
  static List<UnitedAlert> counted(List<MemberLook> looks) {
    return UnitedAlert.unite(looks).stream().filter(alert -> !Synthetic.is(alert.labels())).toList();
  }

  /** Leases come first: each moment counts for them, and they wait for nothing that may fail. */
  private PolicyParts parts(Instant at, List<MemberLook> looks, List<UnitedAlert> alerts) {
    PoliciesHere here = settings.policies().get();
    coverages = coverages.following(here.compiled().policies());
    Look look = look(at, here.conditional().isEmpty() ? List.of() : alerts, witnessed(looks));
    Kept kept = settings.leases().look(look, here, coverages);
    lastLook = Optional.of(at);
    return new PolicyParts(at, here, coverages, kept, routes, owners);
  }

  static Look look(Instant at, List<UnitedAlert> alerts, boolean witnessed) {
    return new Look(at, alerts.stream()
        .map(alert -> new Instance(alert.fingerprint(), alert.labels(), alert.startsAt())).toList(), witnessed);
  }

  /** Whether some member can tell that an alert is over: one that has started since the last look may have forgotten it. */
  private boolean witnessed(List<MemberLook> looks) {
    return lastLook.isEmpty() || looks.stream().flatMap(look -> look.status().stream())
        .anyMatch(status -> status.startedAt().isBefore(lastLook.get()));
  }

  private String learnOwners(List<UnitedAlert> alerts) {
    Set<String> silences = new HashSet<>();
    alerts.forEach(alert -> silences.addAll(alert.silencedBy()));
    try {
      owners.learn(silences);
      return "";
    } catch (BackendException unread) {
      return unread.sentence();
    }
  }

  private Poll poll(PolicyParts parts, List<MemberLook> looks, List<UnitedAlert> alerts) {
    Priorities priorities = parts.here().compiled().priorities();
    Duration grace = grace(settings.grace(), settings.poll(), interval(slowest(looks)));
    Sightings sightings = new Sightings(routes, owners, priorities, parts,
        new Waits(routes, grace, settings.poll(), receivers.look(routes)));
    List<Sighting> seen = alerts.stream().map(sightings::of).toList();
    return new Poll(settings.backend(), parts.at(), looks.stream().map(Poller::member).toList(), seen,
        promises(priorities), grace);
  }

  private static Promises promises(Priorities priorities) {
    return (priority, calledAt) -> Optional.ofNullable(priorities.specs().get(priority))
        .flatMap(spec -> ResponseObjective.of(spec.response())).map(objective -> objective.deadline(calledAt));
  }

  private static Poll.Member member(MemberLook look) {
    return new Poll.Member(look.url(), look.reachable(),
        look.status().map(ServerStatus::startedAt).orElse(Instant.EPOCH));
  }

  private Poll checked(Poll poll, List<MemberLook> looks) {
    Set<String> due = settings.ledger().dueToCount(poll);
    return due.isEmpty() ? poll : new TimeMutes(settings.cluster(), routes).look(poll, due, looks);
  }

  /** The members of a cluster are configured alike: the first that can be read speaks for all. */
  private void readConfig(List<MemberLook> looks) {
    String current = looks.stream().flatMap(look -> look.status().stream()).findFirst().map(ServerStatus::config)
        .orElse("");
    if (current.equals(config)) {
      return;
    }
    config = current;
    try {
      routes = RouteTree.parse(current);
      configProblem = "";
    } catch (RuntimeException unreadable) {
      routes = RouteTree.UNKNOWN;
      configProblem = "Alertmanager's routes cannot be understood, so every alert counts as routed to somebody: "
          + unreadable.getMessage();
    }
  }

  /** Once when it breaks, once when it is well again. */
  private void tell(String before, String now) {
    if (before.equals(now)) {
      return;
    }
    if (now.isEmpty()) {
      LOG.info("Counting alerts of {}: all is well", settings.backend());
    } else {
      LOG.warn("Counting alerts of {}: {}", settings.backend(), now);
    }
  }
}
