package dev.shizuka.ledger.facts;

import dev.shizuka.ledger.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One episode with its answers, and the definitions that rest on nothing else (DESIGN §3).
 *
 * @param endedAt when it closed; empty while it is open
 * @param outcome empty while it is open and not yet counted
 * @param reason of suppression, empty where it was never seen suppressed
 * @param policy that suppressed it, {@code namespace/name} or {@code name}; empty where it is none of ours
 * @param due by when an answer was due, by the priority's promise at that time; empty where nothing is promised
 * @param answers in any order
 * @param cause chosen by a person; empty where none is given
 * @param previousEndedAt when the instance's episode before this one closed
 * @param wouldSuppress policies in Observe mode under which it would have been suppressed, each once
 * @param told receivers and people who were called, as far as that is known
 */
public record EpisodeFact(String id, AlertSeries series, String fingerprint, Instant startedAt,
    Optional<Instant> endedAt, Optional<Outcome> outcome, Optional<Instant> actionableAt, String reason, String policy,
    Optional<Instant> due, List<Answer> answers, String cause, Optional<Instant> previousEndedAt,
    List<String> wouldSuppress, List<String> told) {
  /** An instance that fires again so soon is flapping. */
  public static final Duration SOON = Duration.ofMinutes(30);
  /** One that ends by itself so soon after it called somebody needed nobody. */
  public static final Duration BRIEFLY = Duration.ofMinutes(5);

  public EpisodeFact {
    if (outcome.equals(Optional.of(Outcome.ACTIONABLE)) != actionableAt.isPresent()) {
      throw new IllegalArgumentException(id + " is " + outcome + " and became actionable at " + actionableAt);
    }
    answers = answers.stream().sorted(Comparator.comparing(Answer::at).thenComparing(Answer::kind)
        .thenComparing(Answer::by)).toList();
    wouldSuppress = List.copyOf(wouldSuppress);
    told = List.copyOf(told);
  }

  /** Whether the promise was kept. PENDING: it is not yet due. EXCLUDED: it ended by itself before it was due. NONE: nothing was promised. */
  public enum Objective {
    NONE, PENDING, EXCLUDED, MET, MISSED
  }

  /** When it counts: when it called a person, else when it began. */
  public Instant countedAt() {
    return actionableAt.orElse(startedAt);
  }

  /** The first answer of any kind. */
  public Optional<Instant> respondedAt() {
    return answers.stream().map(Answer::at).findFirst();
  }

  /** When a person acknowledged or resolved it. */
  public Optional<Instant> takenAt() {
    return answers.stream().filter(answer -> answer.kind() != Answer.Kind.CAUSE).map(Answer::at).findFirst();
  }

  /** When a person resolved it, else when it closed. */
  public Optional<Instant> resolvedAt() {
    return answers.stream().filter(answer -> answer.kind() == Answer.Kind.RESOLVED).map(Answer::at).findFirst()
        .or(() -> endedAt);
  }

  /** From the first answer to the resolution, in whole seconds; 0 before that, and where nobody was called or answered. */
  public long handlingSeconds() {
    if (actionableAt.isEmpty() || respondedAt().isEmpty() || resolvedAt().isEmpty()) {
      return 0;
    }
    return Math.max(0, Duration.between(respondedAt().get(), resolvedAt().get()).toSeconds());
  }

  /** It called somebody and ended by itself with no answer. */
  public boolean unattended() {
    return actionableAt.isPresent() && endedAt.isPresent() && answers.isEmpty();
  }

  /** It is unattended, and ended so soon that nobody could have done much. */
  public boolean unattendedBriefly() {
    return unattended() && !endedAt.orElseThrow().isAfter(countedAt().plus(BRIEFLY));
  }

  /** The same instance fired shortly before. */
  public boolean again() {
    return previousEndedAt.isPresent() && !startedAt.isAfter(previousEndedAt.get().plus(SOON));
  }

  /** Somebody answered on the day of the call. */
  public boolean answeredSameDay(ZoneId zone) {
    return actionableAt.isPresent() && respondedAt().isPresent() && actionableAt.get().atZone(zone).toLocalDate()
        .equals(respondedAt().get().atZone(zone).toLocalDate());
  }

  /** In this order: met, excluded, pending, missed. */
  public Objective objective(Instant now) {
    if (actionableAt.isEmpty() || due.isEmpty()) {
      return Objective.NONE;
    }
    Instant deadline = due.get();
    if (takenAt().isPresent() && !takenAt().get().isAfter(deadline)) {
      return Objective.MET;
    }
    if (endedAt.isPresent() && endedAt.get().isBefore(deadline)) {
      return Objective.EXCLUDED;
    }
    return now.isBefore(deadline) ? Objective.PENDING : Objective.MISSED;
  }
}
