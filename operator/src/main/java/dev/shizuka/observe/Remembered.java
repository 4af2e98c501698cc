package dev.shizuka.observe;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.prometheus.Past;
import dev.shizuka.backend.prometheus.Past.Stretch;
import dev.shizuka.backend.prometheus.PrometheusHistory;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.ledger.facts.Periods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What all Prometheus behind one Alertmanager remember of a time, together. An alert fired when any of them says so; a time is known where every
 * backend has a replica that was at work.
 */
final class Remembered {
  /** No other replica can make up for these. */
  private static final Set<String> FINAL = Set.of("Relabelled", "TooMuch", "Interrupted");

  private final Period asked;
  private final Duration step;
  private final Map<Map<String, String>, List<Period>> alerts = new HashMap<>();
  private final List<Period> unknown = new ArrayList<>();
  private Optional<BackendException> missing = Optional.empty();

  private Remembered(Period asked, Duration step) {
    this.asked = asked;
    this.step = step;
  }

  /** @throws BackendException where no replica of some backend answers */
  static Remembered of(List<PastSource> sources, Period asked, Duration step) throws BackendException {
    Remembered remembered = new Remembered(asked, step);
    for (PastSource source : sources) {
      remembered.ask(source);
    }
    return remembered;
  }

  private void ask(PastSource source) throws BackendException {
    List<Period> known = new ArrayList<>();
    Optional<BackendException> failure = Optional.empty();
    int answered = 0;
    for (PrometheusHistory replica : source.replicas()) {
      try {
        Past past = replica.past(asked.from(), asked.until(), step);
        past.alerts().forEach(this::add);
        known.addAll(periods(past.known()));
        answered++;
      } catch (BackendException failed) {
        if (FINAL.contains(failed.reason())) {
          throw failed;
        }
        failure = Optional.of(failed);
      }
    }
    if (failure.isPresent() && answered == 0) {
      throw failure.get();
    }
    missing = missing.isPresent() ? missing : failure;
    unknown.addAll(Periods.without(asked, known));
  }

  private void add(Map<String, String> labels, List<Stretch> stretches) {
    alerts.computeIfAbsent(labels, first -> new ArrayList<>()).addAll(periods(stretches));
  }

  private static List<Period> periods(List<Stretch> stretches) {
    return stretches.stream().map(stretch -> new Period(stretch.from(), stretch.until())).toList();
  }

  Map<Map<String, String>, List<Period>> alerts() {
    return alerts;
  }

  /** What of the period none can tell; sorted. */
  List<Period> unknown(Period period) {
    List<Period> known = Periods.without(asked, unknown);
    return Periods.without(period, known);
  }

  /** Why a replica that may know more did not answer. */
  Optional<BackendException> missing() {
    return missing;
  }
}
