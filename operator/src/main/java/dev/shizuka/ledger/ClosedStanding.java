package dev.shizuka.ledger;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.facts.Answer;
import dev.shizuka.ledger.facts.EpisodeFact;
import dev.shizuka.response.Handling;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes of an episode of the past what polls and responses would have left of it. */
final class ClosedStanding {
  private static final Duration GRACE = Duration.ofMinutes(1);
  private static final Course SUPPRESSED = new Course(Optional.empty(), Optional.empty(), false, true);

  private final EpisodeFact fact;
  private final ClosedEpisode closed;
  private final Instant end;
  private final Outcome outcome;

  private ClosedStanding(ClosedEpisode closed) {
    this.closed = closed;
    this.fact = closed.fact();
    this.end = fact.endedAt().orElseThrow();
    this.outcome = fact.outcome().orElseThrow();
  }

  static Standing of(ClosedEpisode closed) {
    ClosedStanding standing = new ClosedStanding(closed);
    return new Standing(standing.episode(), Optional.of(standing.end()), standing.handled());
  }

  private OpenEpisode episode() {
    boolean suppressed = outcome == Outcome.SUPPRESSED;
    SortedMap<ResourceId, Course> ifEnforced = new TreeMap<>();
    fact.wouldSuppress().forEach(policy -> ifEnforced.put(policy(policy), SUPPRESSED));
    Course course = new Course(fact.actionableAt().map(at -> fact.startedAt()), fact.actionableAt(),
        outcome == Outcome.UNOBSERVED, suppressed);
    Series series = new Series(fact.series().backend(), fact.series().namespace(), fact.series().alertname(),
        fact.series().priority());
    return new OpenEpisode(closed.labels(), fact.fingerprint(), fact.series().priority(), series, fact.startedAt(),
        fact.previousEndedAt(), new OpenEpisode.Seen(
            suppressed ? Sighting.State.SUPPRESSED : Sighting.State.UNSUPPRESSED, GRACE, GRACE, Duration.ZERO),
        course, attribution(), ifEnforced, Optional.of(new OpenEpisode.Absence(end, end, Optional.of(end))));
  }

  private Attribution attribution() {
    if (outcome != Outcome.SUPPRESSED) {
      return Attribution.NONE;
    }
    Optional<ResourceId> policy = fact.policy().isEmpty() ? Optional.empty() : Optional.of(policy(fact.policy()));
    Sighting.Reason reason = Arrays.stream(Sighting.Reason.values())
        .filter(known -> known.label().equals(fact.reason())).findFirst().orElseThrow();
    return new Attribution(Optional.of(new Sighting.Suppression(reason, policy)),
        policy.map(Set::of).orElse(Set.of()), Set.of(), Set.of());
  }

  private static ResourceId policy(String qualifiedName) {
    int slash = qualifiedName.indexOf('/');
    return slash < 0
        ? new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", qualifiedName)
        : new ResourceId(Kind.SUPPRESSION_POLICY, qualifiedName.substring(0, slash),
            qualifiedName.substring(slash + 1));
  }

  private Folded.End end() {
    List<ResourceId> wouldSuppress = outcome == Outcome.SUPPRESSED
        ? List.of()
        : fact.wouldSuppress().stream().map(ClosedStanding::policy).toList();
    return new Folded.End(end, outcome, wouldSuppress);
  }

  private Handled handled() {
    return fact.actionableAt().map(at -> Handled.NONE.called(at, fact.due()).with(handling())).orElse(Handled.NONE);
  }

  private Handling handling() {
    Optional<Instant> resolved = at(Answer.Kind.RESOLVED);
    Optional<Handling.Remark> cause = fact.answers().stream().filter(answer -> answer.kind() == Answer.Kind.CAUSE)
        .findFirst().map(answer -> new Handling.Remark(answer.at(), answer.by(), fact.cause()));
    return new Handling(fact.actionableAt(), new TreeSet<>(fact.told()), at(Answer.Kind.ACKNOWLEDGED), resolved,
        resolved, cause, List.of(),
        fact.answers().stream().map(Answer::by).collect(Collectors.toCollection(TreeSet::new)));
  }

  private Optional<Instant> at(Answer.Kind kind) {
    return fact.answers().stream().filter(answer -> answer.kind() == kind).map(Answer::at).findFirst();
  }
}
