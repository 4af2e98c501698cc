package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The ledger over the store. Open episodes and counters are held in memory as well, as they were after the last commit; readers take
 * that and never wait for a writer.
 */
final class SqlLedger implements Ledger {
  private final Database database;
  private final Duration settle;
  private final Tally.Limits limits;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile State state;

  /** @param backends by name, each with the last recorded poll */
  private record State(Map<String, BackendState> backends, Counters counters, Map<ResourceId, PolicyDays> policies) {}

  /** @param quiet how many alerts each policy kept quiet at that poll */
  private record BackendState(Optional<Instant> lastPoll, Map<String, OpenEpisode> open, Map<ResourceId, Long> quiet) {
    static final BackendState NEW = new BackendState(Optional.empty(), Map.of(), Map.of());
  }

  SqlLedger(Database database, Duration settle, Tally.Limits limits) {
    this.database = database;
    this.settle = settle;
    this.limits = limits;
    this.state = database.inTransaction(SqlLedger::load);
  }

  private static State load(Handle handle) {
    Map<String, Map<String, OpenEpisode>> open = new HashMap<>();
    for (EpisodeRow row : LedgerTables.openEpisodes(handle)) {
      open.computeIfAbsent(row.backend(), backend -> new HashMap<>()).put(row.fingerprint(), row.episode());
    }
    Map<String, BackendState> backends = new HashMap<>();
    LedgerTables.polls(handle).forEach((backend, at) -> {
      Map<String, OpenEpisode> episodes = open.getOrDefault(backend, Map.of());
      backends.put(backend, new BackendState(Optional.of(at), episodes, PolicyLook.quiet(episodes.values())));
    });
    return new State(backends, LedgerTables.counters(handle), PolicyTables.policies(handle));
  }

  @Override
  public Set<String> dueToCount(Poll poll) {
    return fold(toTheMillisecond(poll)).changes().stream().filter(Folded.Change::becameActionable)
        .map(change -> change.after().fingerprint()).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void record(Poll given) {
    Poll poll = toTheMillisecond(given);
    writing.lock();
    try {
      Folded folded = fold(poll);
      if (folded.recorded()) {
        write(poll, folded);
      }
    } finally {
      writing.unlock();
    }
  }

  private Folded fold(Poll poll) {
    BackendState backend = state.backends().getOrDefault(poll.backend(), BackendState.NEW);
    return EpisodeFold.fold(backend.open(), poll, backend.lastPoll(), settle);
  }

  private void write(Poll poll, Folded folded) {
    Tally tally = new Tally(state.counters(), limits);
    PolicyLook look = PolicyLook.of(poll);
    PolicyTally policies = new PolicyTally(state.policies(), poll.at());
    look.matched().forEach(policies::match);
    Map<String, OpenEpisode> open = new HashMap<>(folded.open());
    List<EpisodeRow> rows = new ArrayList<>();
    for (Folded.Change change : folded.changes()) {
      OpenEpisode episode = tally.count(change);
      policies.count(change);
      if (change.end().isEmpty()) {
        open.put(episode.fingerprint(), episode);
      }
      rows.add(EpisodeRow.of(episode, change.end()));
    }
    database.useTransaction(handle -> {
      LedgerTables.writePoll(handle, poll.backend(), poll.at());
      LedgerTables.writeEpisodes(handle, rows);
      LedgerTables.writeCounters(handle, tally.changed());
      PolicyTables.write(handle, policies);
    });
    Map<String, BackendState> backends = new HashMap<>(state.backends());
    backends.put(poll.backend(), new BackendState(Optional.of(poll.at()), open, look.quiet()));
    state = new State(backends, tally.counters(), policies.policies());
  }

  @Override
  public void declared(Collection<ResourceId> declared, Instant given) {
    if (state.policies().keySet().containsAll(declared)) {
      return;
    }
    Instant at = given.truncatedTo(ChronoUnit.MILLIS);
    writing.lock();
    try {
      PolicyTally policies = new PolicyTally(state.policies(), at);
      declared.forEach(policies::know);
      database.useTransaction(handle -> PolicyTables.write(handle, policies));
      state = new State(state.backends(), state.counters(), policies.policies());
    } finally {
      writing.unlock();
    }
  }

  @Override
  public Map<ResourceId, PolicyUse> policyUses(Instant now) {
    State at = state;
    Map<ResourceId, Long> quiet = new HashMap<>();
    at.backends().values()
        .forEach(backend -> backend.quiet().forEach((policy, alerts) -> quiet.merge(policy, alerts, Long::sum)));
    Map<ResourceId, PolicyUse> uses = new HashMap<>();
    at.policies().forEach((policy, days) -> uses.put(policy, days.use(now, quiet.getOrDefault(policy, 0L))));
    return uses;
  }

  /** The store holds milliseconds; what is folded must be what would be read back. */
  private static Poll toTheMillisecond(Poll poll) {
    return new Poll(poll.backend(), poll.at().truncatedTo(ChronoUnit.MILLIS), poll.members(), poll.alerts());
  }

  @Override
  public List<Total> totals() {
    return state.counters().episodes().entrySet().stream().map(entry -> {
      Counters.Key key = entry.getKey();
      Series series = key.series();
      return new Total(series.backend(), series.namespace(), series.alertname(), series.priority(), key.outcome(),
          key.reason(), key.policy(), entry.getValue());
    }).sorted(Comparator.comparing(Total::backend).thenComparing(Total::namespace).thenComparing(Total::alertname)
        .thenComparing(Total::priority).thenComparing(Total::outcome).thenComparing(Total::reason)
        .thenComparing(Total::policy)).toList();
  }

  @Override
  public Map<ResourceId, Long> wouldSuppress() {
    return state.counters().wouldSuppress();
  }

  @Override
  public List<Episode> open() {
    List<Episode> episodes = new ArrayList<>();
    for (BackendState backend : state.backends().values()) {
      Instant lastPoll = backend.lastPoll().orElse(Instant.EPOCH);
      backend.open().values().forEach(episode -> episodes.add(EpisodeRow.shown(episode, lastPoll)));
    }
    episodes.sort(Comparator.comparing(Episode::firstSeenAt).reversed().thenComparing(Episode::backend)
        .thenComparing(Episode::fingerprint));
    return List.copyOf(episodes);
  }

  @Override
  public List<Episode> recent(int limit) {
    return database.inTransaction(handle -> LedgerTables.closedEpisodes(handle, limit)).stream()
        .map(EpisodeRow::closed).toList();
  }

  /** The store closes the database. */
  @Override
  public void close() {}
}
