package dev.shizuka.ledger.facts;

import dev.shizuka.ledger.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one episode adds to the sums. Each episode counts in one slot, under one key, once; a change of it takes away what it added and adds what
 * it now does. So sums never drift, in whatever order answers come.
 *
 * @param zone whose days {@code sameDay} is about
 */
public record SlotFacts(ZoneId zone) {
  /** A quarter of an hour: local days and nights begin at such times in every zone of today. */
  public static final Duration SLOT = Duration.ofMinutes(15);
  /** Alerts whose calls come so close come together. */
  public static final Duration TOGETHER = Duration.ofMinutes(5);

  /** The beginning of the slot that the time is in. */
  public static Instant slot(Instant time) {
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), SLOT.toSeconds()) * SLOT.toSeconds());
  }

  /**
   * Depends on the time by {@link EpisodeFact#objective} alone: it must be asked again when {@code due} has come.
   *
   * @param now until when what is known is known
   */
  public SlotFact of(EpisodeFact episode, Instant now) {
    return new SlotFact(slot(episode.countedAt()), SlotKey.of(episode), sums(episode, now));
  }

  /** What it adds to the sums of each policy in Observe mode that would have hidden it; none while it is open. */
  public List<Observed> observed(EpisodeFact episode, Instant now) {
    return episode.endedAt().isEmpty()
        ? List.of()
        : episode.wouldSuppress().stream().map(policy -> new Observed(policy, of(episode, now))).toList();
  }

  /** @param policy in Observe mode */
  public record Observed(String policy, SlotFact slot) {}

  /**
   * Names of other alerts that called within {@link #TOGETHER} of this one's call, in its backend and namespace; none where it called nobody.
   *
   * @param near others that may have
   */
  public static Set<String> companions(EpisodeFact episode, Iterable<EpisodeFact> near) {
    Set<String> names = new TreeSet<>();
    for (EpisodeFact other : near) {
      boolean close = episode.actionableAt().isPresent() && other.actionableAt().isPresent() && Duration
          .between(episode.actionableAt().get(), other.actionableAt().get()).abs().compareTo(TOGETHER) <= 0;
      if (close && other.series().backend().equals(episode.series().backend())
          && other.series().namespace().equals(episode.series().namespace())
          && !other.series().alertname().equals(episode.series().alertname())) {
        names.add(other.series().alertname());
      }
    }
    return names;
  }

  private Sums sums(EpisodeFact episode, Instant now) {
    EpisodeFact.Objective objective = episode.objective(now);
    boolean missed = objective == EpisodeFact.Objective.MISSED;
    boolean actionable = episode.outcome().equals(Optional.of(Outcome.ACTIONABLE));
    long handling = episode.handlingSeconds();
    long firing = episode.endedAt().map(end -> Math.max(0, Duration.between(episode.startedAt(), end).toSeconds()))
        .orElse(0L);
    return new Sums(1, firing, handling, handling * handling, one(actionable && episode.respondedAt().isPresent()),
        one(episode.unattended()), one(episode.unattendedBriefly()), one(episode.again()),
        one(episode.answeredSameDay(zone)), one(objective == EpisodeFact.Objective.MET), one(missed),
        one(missed && episode.cause().isEmpty()), one(objective == EpisodeFact.Objective.EXCLUDED),
        one(objective == EpisodeFact.Objective.PENDING));
  }

  private static long one(boolean holds) {
    return holds ? 1 : 0;
  }
}
