package dev.shizuka.ledger.facts;

import dev.shizuka.ledger.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes episodes down briefly. */
public final class EpisodeFacts {
  public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private String id = "e1";
  private AlertSeries series = new AlertSeries("main", "shop", "checkout", "team-shop", "Slow", "p2");
  private Instant startedAt = START;
  private Optional<Instant> endedAt = Optional.empty();
  private Optional<Outcome> outcome = Optional.empty();
  private Optional<Instant> actionableAt = Optional.empty();
  private String reason = "";
  private String policy = "";
  private Optional<Instant> due = Optional.empty();
  private final List<Answer> answers = new ArrayList<>();
  private String cause = "";
  private Optional<Instant> previousEndedAt = Optional.empty();
  private List<String> wouldSuppress = List.of();

  /** One that called somebody a minute after it began, with half an hour for the answer. */
  public static EpisodeFacts called(Instant startedAt) {
    EpisodeFacts facts = new EpisodeFacts();
    facts.startedAt = startedAt;
    facts.outcome = Optional.of(Outcome.ACTIONABLE);
    facts.actionableAt = Optional.of(startedAt.plusSeconds(60));
    facts.due = Optional.of(startedAt.plusSeconds(60).plus(Duration.ofMinutes(30)));
    return facts;
  }

  public static EpisodeFacts of(Instant startedAt, Outcome outcome) {
    EpisodeFacts facts = outcome == Outcome.ACTIONABLE ? called(startedAt) : new EpisodeFacts();
    facts.startedAt = startedAt;
    facts.outcome = Optional.of(outcome);
    return facts;
  }

  public static EpisodeFacts open(Instant startedAt) {
    EpisodeFacts facts = new EpisodeFacts();
    facts.startedAt = startedAt;
    return facts;
  }

  public EpisodeFacts id(String value) {
    id = value;
    return this;
  }

  public EpisodeFacts series(AlertSeries value) {
    series = value;
    return this;
  }

  public EpisodeFacts ended(Duration after) {
    endedAt = Optional.of(startedAt.plus(after));
    return this;
  }

  public EpisodeFacts suppressed(String why, String by) {
    reason = why;
    policy = by;
    return this;
  }

  public EpisodeFacts noPromise() {
    due = Optional.empty();
    return this;
  }

  public EpisodeFacts answered(Answer.Kind kind, Duration after) {
    answers.add(new Answer(startedAt.plus(after), kind, "sato"));
    return this;
  }

  public EpisodeFacts cause(String value) {
    cause = value;
    return this;
  }

  public EpisodeFacts previousEnded(Duration before) {
    previousEndedAt = Optional.of(startedAt.minus(before));
    return this;
  }

  public EpisodeFacts wouldSuppress(String... policies) {
    wouldSuppress = List.of(policies);
    return this;
  }

  public EpisodeFact fact() {
    return new EpisodeFact(id, series, "f", startedAt, endedAt, outcome, actionableAt, reason, policy, due, answers,
        cause, previousEndedAt, wouldSuppress, List.of("pager"));
  }
}
