package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.Answer;
import dev.shizuka.ledger.facts.EpisodeFact;
import dev.shizuka.ledger.facts.EpisodeFact.Objective;
import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.Handling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An episode with all that is known of it at some moment.
 *
 * @param end present where it is closed
 */
record Standing(OpenEpisode episode, Optional<Folded.End> end, Handled handled) {
  EpisodeId id() {
    return new EpisodeId(episode.series().backend(), episode.fingerprint(), episode.firstSeenAt());
  }

  /** As the alert itself says; the counters' labels may stand for others. */
  AlertSeries series() {
    return new AlertSeries(episode.series().backend(), label("namespace"), label("service"), label("owner"),
        label("alertname"), episode.priority());
  }

  private String label(String name) {
    return Column.text(episode.labels().getOrDefault(name, ""));
  }

  Standing with(Handled newHandled) {
    return new Standing(episode, end, newHandled);
  }

  /** With the objective as it is at that time. */
  Standing judged(Instant now) {
    return with(handled.with(fact().objective(now)));
  }

  /** A time at which the objective is what it is in the sums: time alone turns none but a pending one. */
  Instant known() {
    return handled.objective() == Objective.PENDING ? Instant.MIN : Instant.MAX;
  }

  EpisodeFact fact() {
    Optional<Sighting.Suppression> why = episode.attribution().first();
    Optional<Outcome> outcome = end.map(Folded.End::outcome)
        .or(() -> episode.course().actionable() ? Optional.of(Outcome.ACTIONABLE) : Optional.empty());
    List<String> wouldSuppress = end.map(Folded.End::wouldSuppress).orElse(List.of()).stream()
        .map(ResourceId::qualifiedName).distinct().toList();
    return new EpisodeFact(id().toString(), series(), episode.fingerprint(), episode.firstSeenAt(),
        end.map(Folded.End::closedAt), outcome, episode.course().actionableAt(),
        why.map(suppression -> suppression.reason().label()).orElse(""),
        why.flatMap(Sighting.Suppression::policy).map(ResourceId::qualifiedName).orElse(""), handled.due(), answers(),
        handled.cause(), episode.previousClosedAt(), wouldSuppress, List.copyOf(handled.handling().receivers()));
  }

  private List<Answer> answers() {
    Handling handling = handled.handling();
    String person = handling.persons().isEmpty() ? "" : handling.persons().first();
    List<Answer> answers = new ArrayList<>();
    handling.answeredAt().ifPresent(at -> answers.add(new Answer(at, Answer.Kind.ACKNOWLEDGED, person)));
    handling.resolvedAt().ifPresent(at -> answers.add(new Answer(at, Answer.Kind.RESOLVED, person)));
    handling.cause().ifPresent(cause -> answers.add(new Answer(cause.at(), Answer.Kind.CAUSE, cause.person())));
    return answers;
  }
}
