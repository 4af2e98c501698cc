package dev.shizuka.cli.demo.history;

import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a report on the year must find: what was planted, not what could be read out of it. */
public final class Truths {
  /** Alerts that came much more often from the first of March on. */
  public static final Set<String> GREW_IN_MARCH = Set.of("search/CacheMissRatioHigh", "shop/StockFeedStale",
      "platform/CertificateRenewalSlow");
  /** Alerts that nobody, or hardly anybody, ever answers. */
  public static final Set<String> UNATTENDED = Set.of("infra/HostClockSkew", "infra/DiskPredictedToFail",
      "platform/BuildQueueLong");
  /** Alerts that are mostly over within minutes of the call. */
  public static final Set<String> END_BY_THEMSELVES = Set.of("infra/HostClockSkew", "infra/SwitchPortErrors");
  public static final Set<String> FLAPPING = Set.of("infra/SwitchPortErrors");
  /** Of one, always with the other. */
  public static final Set<String> TOGETHER = Set.of("payments/PaymentProviderTimeouts", "payments/PaymentQueueFull");
  /** Policies of which the savings are to be found. */
  public static final List<String> SAVING = List.of(Habits.NIGHTLY_BATCH, Habits.DEAD_NODE, Habits.REINDEX,
      Habits.FLAKY_PORTS);
  /** In Observe mode. */
  public static final String OBSERVING = Habits.SLOW_BACKUPS;

  private final History history;

  Truths(History history) {
    this.history = history;
  }

  private Stream<PastEpisode> in(Period period) {
    return history.episodes().stream().filter(episode -> period.contains(episode.fact().countedAt()));
  }

  private Stream<PastEpisode> calls(Period period) {
    return in(period).filter(episode -> episode.intent().outcome() == Outcome.ACTIONABLE);
  }

  public long episodes(Period period) {
    return in(period).count();
  }

  public long episodes(Period period, Outcome outcome) {
    return in(period).filter(episode -> episode.intent().outcome() == outcome).count();
  }

  /** Seconds of people's work. */
  public long work(Period period) {
    return in(period).mapToLong(episode -> episode.intent().workSeconds()).sum();
  }

  public long nightCalls(Period period) {
    return calls(period).filter(episode -> episode.intent().night()).count();
  }

  /** Calls that nobody took up. */
  public long unanswered(Period period) {
    return calls(period).filter(episode -> episode.intent().workSeconds() == 0).count();
  }

  /** Seconds of work by alert. */
  public Map<String, Long> workByAlert(Period period) {
    Map<String, Long> work = new TreeMap<>();
    in(period).filter(episode -> episode.intent().workSeconds() > 0)
        .forEach(episode -> work.merge(episode.alert(), episode.intent().workSeconds(), Long::sum));
    return work;
  }

  /** Late answers by cause; without one under the empty text. */
  public Map<String, Long> missesByCause(Period period) {
    Map<String, Long> misses = new TreeMap<>();
    calls(period).flatMap(episode -> episode.intent().missed().stream())
        .forEach(cause -> misses.merge(cause, 1L, Long::sum));
    return misses;
  }

  /** Late answers by priority. */
  public Map<String, Long> missesByPriority(Period period) {
    Map<String, Long> misses = new TreeMap<>();
    calls(period).filter(episode -> episode.intent().missed().isPresent())
        .forEach(episode -> misses.merge(episode.fact().series().priority(), 1L, Long::sum));
    return misses;
  }

  /** What a policy kept from people. */
  public Saved saved(String policy, Period period) {
    List<PastEpisode> quiet = in(period).filter(episode -> episode.intent().outcome() == Outcome.SUPPRESSED
        && episode.fact().policy().equals(policy)).toList();
    return new Saved(quiet.size(), quiet.stream().filter(episode -> episode.intent().wouldCall()).count(),
        quiet.stream().mapToLong(episode -> episode.intent().wouldTakeSeconds()).sum());
  }

  /** @param seconds of work that the calls would have taken */
  public record Saved(long episodes, long calls, long seconds) {}
}
