package dev.shizuka.observe;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Backoff;
import dev.shizuka.backend.SyncLoop;
import dev.shizuka.backend.prometheus.PrometheusHistory;
import dev.shizuka.compile.Priorities;
import dev.shizuka.ledger.GapFilling;
import dev.shizuka.ledger.GapFilling.Verdict;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.OpenGap;
import dev.shizuka.ledger.PastAlert;
import dev.shizuka.ledger.StoreException;
import dev.shizuka.ledger.facts.Gap;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.policy.Synthetic;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills gaps in the sightings of one Alertmanager cluster from what Prometheus remembers, on a loop of its own: polls wait for nothing but its short
 * transactions. What is cut off is done again from the beginning; the ledger makes no episode twice.
 */
public final class GapFiller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GapFiller.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  /** How long a Prometheus that cannot be read is tried. */
  static final Duration PATIENCE = Duration.ofDays(3);
  /** Polls must have shown by then what fired before the gap. */
  private static final Duration BEFORE = Duration.ofMinutes(2);
  private static final Duration FINEST = Duration.ofSeconds(1);
  private static final Duration COARSEST = Duration.ofSeconds(15);
  /** Alerts in one transaction, for polls wait for it. */
  private static final int PART = 2_000;

  private final Settings settings;
  private final SyncLoop loop;
  private final Backoff backoff = new Backoff();
  private final Set<OpenGap> told = new HashSet<>();

  /**
   * @param backend as the ledger calls it
   * @param priorities those that are declared now
   */
  public record Settings(String backend, Ledger ledger, PastSource.Opener sources, Supplier<Priorities> priorities,
      Clock clock) {}

  public GapFiller(Settings settings) {
    this.settings = settings;
    this.loop = new SyncLoop("gaps " + settings.backend(), Duration.ZERO, this::run);
  }

  public void start() {
    loop.start();
  }

  @Override
  public void close() {
    loop.close();
  }

  private Duration run() throws InterruptedException {
    boolean done = false;
    try {
      done = fillAll();
    } catch (StoreException away) {
      // The poller says so.
      LOG.debug("Gaps of {} wait for the store", settings.backend(), away);
    }
    if (done) {
      backoff.reset();
      return PAUSE;
    }
    Duration wait = backoff.next();
    return wait.compareTo(PAUSE) > 0 ? wait : PAUSE;
  }

  /** Whether nothing is left to be tried again. Not to be called while it is started. */
  boolean fillAll() throws InterruptedException {
    boolean done = true;
    for (OpenGap gap : settings.ledger().gaps(settings.backend())) {
      done &= fill(gap);
    }
    return done;
  }

  private boolean fill(OpenGap gap) throws InterruptedException {
    try {
      List<PastSource> sources = settings.sources().open();
      try {
        return sources.isEmpty() ? giveUp(gap, Gap.Reason.NoPrometheus) : fill(gap, sources);
      } finally {
        sources.forEach(source -> source.replicas().forEach(PrometheusHistory::close));
      }
    } catch (BackendException failed) {
      return failed(gap, failed);
    }
  }

  /** Short gaps are looked at closely. */
  static Duration step(Period gap) {
    Duration step = Duration.ofSeconds(gap.length().toSeconds() / 240);
    return step.compareTo(FINEST) < 0 ? FINEST : step.compareTo(COARSEST) > 0 ? COARSEST : step;
  }

  private boolean fill(OpenGap gap, List<PastSource> sources) throws BackendException {
    Period asked = new Period(gap.period().from().minus(BEFORE), gap.observedUntil());
    Remembered past = Remembered.of(sources, asked, step(gap.period()));
    List<Period> unknown = past.unknown(gap.period());
    Optional<BackendException> missing = unknown.isEmpty() ? Optional.empty() : past.missing();
    if (missing.isPresent() && !hopeless(gap)) {
      return later(gap, missing.get());
    }
    Verdict verdict = new Verdict(unknown, missing.isPresent() ? Gap.Reason.Unreadable : Gap.Reason.NotKept);
    int made = write(gap, alerts(past), verdict);
    LOG.info("Filled the gap of {} from {} to {} from Prometheus' history: {} alerts that nobody saw; {}",
        settings.backend(), gap.period().from(), gap.period().until(), made,
        unknown.isEmpty() ? "nothing stays unknown" : "unknown stay " + unknown);
    return true;
  }

  private List<PastAlert> alerts(Remembered past) {
    Priorities priorities = settings.priorities().get();
    return past.alerts().entrySet().stream().filter(alert -> !Synthetic.is(alert.getKey()))
        .map(alert -> new PastAlert(alert.getKey(),
            priorities.of(alert.getKey()).orElse(alert.getKey().getOrDefault("priority", "")), alert.getValue()))
        .sorted(Comparator.comparing(PastAlert::fingerprint)).toList();
  }

  private int write(OpenGap gap, List<PastAlert> alerts, Verdict verdict) {
    int made = 0;
    int at = 0;
    for (; at + PART < alerts.size(); at += PART) {
      made += settings.ledger().fill(new GapFilling(gap, alerts.subList(at, at + PART), Optional.empty()));
    }
    return made
        + settings.ledger().fill(new GapFilling(gap, alerts.subList(at, alerts.size()), Optional.of(verdict)));
  }

  private boolean failed(OpenGap gap, BackendException failed) throws InterruptedException {
    if (failed.reason().equals("Interrupted")) {
      throw new InterruptedException(failed.sentence());
    }
    Optional<Gap.Reason> never = never(failed);
    if (never.isEmpty() && !hopeless(gap)) {
      return later(gap, failed);
    }
    LOG.warn("The gap of {} from {} to {} stays unknown: {}", settings.backend(), gap.period().from(),
        gap.period().until(), failed.sentence());
    return giveUp(gap, never.orElse(Gap.Reason.Unreadable));
  }

  /** What no further try would change. */
  private static Optional<Gap.Reason> never(BackendException failed) {
    return switch (failed.reason()) {
      case "Relabelled" -> Optional.of(Gap.Reason.Relabelled);
      case "TooMuch" -> Optional.of(Gap.Reason.TooMuch);
      default -> Optional.empty();
    };
  }

  private boolean hopeless(OpenGap gap) {
    return gap.period().until().plus(PATIENCE).isBefore(settings.clock().instant());
  }

  /** Tells the log once. */
  private boolean later(OpenGap gap, BackendException why) {
    if (told.add(gap)) {
      LOG.warn("The gap of {} from {} to {} cannot be filled yet, and is tried for {} days: {}", settings.backend(),
          gap.period().from(), gap.period().until(), PATIENCE.toDays(), why.sentence());
    }
    return false;
  }

  private boolean giveUp(OpenGap gap, Gap.Reason reason) {
    settings.ledger().fill(GapFilling.none(gap, reason));
    return true;
  }
}
