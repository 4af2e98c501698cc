package dev.shizuka.cli.demo.history;

import dev.shizuka.cli.demo.history.PastEpisode.Intent;
import dev.shizuka.ledger.Fingerprint;
import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.Answer;
import dev.shizuka.ledger.facts.EpisodeFact;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An episode of which all is known but what it came to.
 *
 * @param observers policies in Observe mode that would have kept it quiet
 */
record PastEpisodeDraft(Habit habit, Map<String, String> labels, Instant startedAt, Instant endedAt,
    Optional<Instant> previousEndedAt, List<String> observers) {
  /** From the begin to the call. */
  static final Duration GRACE = Duration.ofMinutes(1);

  /** It calls nobody. */
  PastEpisode quiet(Outcome outcome, Intent intent) {
    return episode(new Told(outcome, Optional.empty(), List.of(), ""), intent);
  }

  PastEpisode called(Call call, ZoneId zone) {
    Instant calledAt = startedAt.plus(GRACE);
    String person = HistoryEstate.onCall(habit.namespace(), ChronoUnit.WEEKS.between(Instant.EPOCH.atZone(zone),
        calledAt.atZone(zone)));
    List<Answer> answers = new ArrayList<>();
    call.answer().ifPresent(after -> {
      answers.add(new Answer(calledAt.plus(after), Answer.Kind.ACKNOWLEDGED, person));
      answers.add(new Answer(endedAt, Answer.Kind.RESOLVED, person));
      if (!call.cause().isEmpty()) {
        answers.add(new Answer(endedAt, Answer.Kind.CAUSE, person));
      }
    });
    return episode(new Told(Outcome.ACTIONABLE, Optional.of(calledAt), answers, call.cause()),
        new Intent(Outcome.ACTIONABLE, call.workSeconds(), true, 0, call.missed(),
            Rhythm.night(calledAt.atZone(zone))));
  }

  private record Told(Outcome outcome, Optional<Instant> calledAt, List<Answer> answers, String cause) {}

  private PastEpisode episode(Told told, Intent intent) {
    String fingerprint = Fingerprint.of(labels);
    Habit.Quiet quiet = told.outcome() == Outcome.SUPPRESSED ? habit.quiet() : null;
    AlertSeries series = new AlertSeries(History.BACKEND, habit.namespace(), labels.getOrDefault("service", ""),
        labels.getOrDefault("owner", ""), habit.alertname(), habit.priority().label());
    EpisodeFact fact = new EpisodeFact(History.BACKEND + "/" + fingerprint + "/" + startedAt.toEpochMilli(),
        series, fingerprint, startedAt, Optional.of(endedAt), Optional.of(told.outcome()), told.calledAt(),
        quiet == null ? "" : quiet.reason(), quiet == null ? "" : quiet.policy(),
        told.calledAt().map(at -> at.plus(habit.priority().within())), told.answers(), told.cause(), previousEndedAt,
        observers, told.calledAt().isPresent() ? List.of("pager-" + series.owner()) : List.of());
    return new PastEpisode(fact, labels, intent);
  }
}
