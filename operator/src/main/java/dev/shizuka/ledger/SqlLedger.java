package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.facts.NoiseFacts;
import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.Responses;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The ledger over the store. Open episodes and counters are held in memory as well, as they were after the last commit; readers take
 * that and never wait for a writer.
 */
final class SqlLedger implements Ledger {
  private final Database database;
  private final LedgerSettings settings;
  private final Tally.Limits limits;
  private final ReentrantLock writing = new ReentrantLock();
  /** A write failed: the database may have committed it or not, so that nobody knows what it holds. */
  private volatile boolean doubtful;
  private volatile LedgerContext context;
  private volatile LedgerState state;

  SqlLedger(Database database, LedgerSettings settings, Tally.Limits limits) {
    this.database = database;
    this.settings = settings;
    this.limits = limits;
    boolean more = true;
    while (more) {
      more = database.inWriting(handle -> Backfill.some(handle, settings));
    }
    this.context = database.inTransaction(handle -> LedgerContext.load(handle, settings, limits));
    this.state = database.inTransaction(LedgerState::load);
  }

  @Override
  public Set<String> dueToCount(Poll given) {
    refresh();
    Poll poll = toTheMillisecond(given);
    LedgerState.Backend before = state.backend(poll.backend());
    return DueToCount.of(before, poll, EpisodeFold.fold(before, poll, settings.settle()));
  }

  @Override
  public void record(Poll given) {
    Poll poll = toTheMillisecond(given);
    writing.lock();
    try {
      refresh();
      Folded folded = EpisodeFold.fold(state.backend(poll.backend()), poll, settings.settle());
      if (folded.recorded()) {
        state = commit(handle -> new PollWrite(context, handle, state, poll).write(folded));
      }
    } finally {
      writing.unlock();
    }
  }

  /** After a failed write, takes what the database has. */
  private void refresh() {
    if (!doubtful) {
      return;
    }
    writing.lock();
    try {
      context = database.inTransaction(handle -> LedgerContext.load(handle, settings, limits));
      state = database.inTransaction(LedgerState::load);
      doubtful = false;
    } finally {
      writing.unlock();
    }
  }

  /** Nothing in memory may be folded any more until this has come through. */
  private <T> T commit(Function<Handle, T> work) {
    doubtful = true;
    T result = database.inWriting(work::apply);
    doubtful = false;
    return result;
  }

  @Override
  public Responses.Outcome accept(List<ResponseEvent> events) {
    writing.lock();
    try {
      refresh();
      ResponseWrite.Written written = commit(handle -> new ResponseWrite(context, handle, state).write(events));
      state = written.after();
      return written.outcome();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public List<OpenGap> gaps(String backend) {
    return database.inTransaction(handle -> GapTables.open(handle, backend));
  }

  @Override
  public int fill(GapFilling filling) {
    writing.lock();
    try {
      refresh();
      GapWrite.Written written = commit(handle -> new GapWrite(context, handle, state).write(filling));
      state = written.after();
      return written.episodes();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean retain(Instant now, Duration kept) {
    writing.lock();
    try {
      refresh();
      Retention.Deleted deleted = commit(handle -> Retention.some(handle, now, kept));
      context.linked().removeAll(deleted.unlinked());
      return deleted.more();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public NoiseFacts facts() {
    return new SqlNoiseFacts(database);
  }

  @Override
  public void declared(Collection<ResourceId> declared, Instant given) {
    if (state.policies().keySet().containsAll(declared)) {
      return;
    }
    Instant at = given.truncatedTo(ChronoUnit.MILLIS);
    writing.lock();
    try {
      refresh();
      PolicyTally policies = new PolicyTally(state.policies(), at);
      declared.forEach(policies::know);
      commit(handle -> {
        PolicyTables.write(handle, policies);
        return true;
      });
      state = state.with(policies.policies());
    } finally {
      writing.unlock();
    }
  }

  @Override
  public Map<ResourceId, PolicyUse> policyUses(Instant now) {
    LedgerState at = state;
    Map<ResourceId, Long> quiet = new HashMap<>();
    at.backends().values()
        .forEach(backend -> backend.quiet().forEach((policy, alerts) -> quiet.merge(policy, alerts, Long::sum)));
    Map<ResourceId, PolicyUse> uses = new HashMap<>();
    at.policies().forEach((policy, days) -> uses.put(policy, days.use(now, quiet.getOrDefault(policy, 0L))));
    return uses;
  }

  /** The store holds milliseconds; what is folded must be what would be read back. */
  private static Poll toTheMillisecond(Poll poll) {
    return new Poll(poll.backend(), poll.at().truncatedTo(ChronoUnit.MILLIS), poll.members(), poll.alerts(),
        poll.promises(), poll.grace());
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
  public Map<String, ReceiverState> receivers(String backend) {
    return state.backend(backend).told().receivers();
  }

  @Override
  public ResponseFigures responses() {
    return ResponseFigures.of(state.responses(), state.unexplained().misses());
  }

  @Override
  public List<Episode> open() {
    List<Episode> episodes = new ArrayList<>();
    for (LedgerState.Backend backend : state.backends().values()) {
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

  @Override
  public boolean writable() {
    return database.writable();
  }

  /** The store closes the database. */
  @Override
  public void close() {}
}
