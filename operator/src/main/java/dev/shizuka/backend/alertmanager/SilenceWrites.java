package dev.shizuka.backend.alertmanager;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Changes;
import dev.shizuka.backend.SilenceSync.Binding;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Silence;
import dev.shizuka.plan.ObservedSilence;
import dev.shizuka.plan.SilenceChange;
import dev.shizuka.policy.MatcherSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Carries out one plan and remembers what became of it. The order (DESIGN, "Order of writes"):
 *
 * <ol>
 * <li>expiries: coverage that must end ends first, and no failure holds it back;
 * <li>creates and updates, in the plan's order; what a refused update would leave standing for longer than is declared ends instead;
 * <li>what a wider silence supersedes, unless the policy's wider silence could not be made.
 * </ol>
 */
final class SilenceWrites {
  private final AlertmanagerCluster cluster;
  private final Map<Owner, BackendException> failures = new TreeMap<>(
      Comparator.comparing(Owner::backend).thenComparing(Owner::policy));
  private final Set<Owner> coverageMissing = new HashSet<>();
  private final Map<MatcherSet, Binding> made = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private boolean worthRetrying;

  SilenceWrites(AlertmanagerCluster cluster) {
    this.cluster = cluster;
  }

  /** A policy at one backend. */
  record Owner(String backend, ResourceId policy) {
    static Owner of(Mark mark) {
      return new Owner(mark.backend(), mark.policy());
    }
  }

  /** What a write came to. */
  private interface Write {
    void run() throws BackendException;
  }

  /** @throws InterruptedException if the program stops; what is not yet done is left to the next sync */
  void apply(List<SilenceChange> plan) throws InterruptedException {
    for (SilenceChange change : plan.stream().sorted(Comparator.comparingInt(SilenceWrites::turn)).toList()) {
      switch (change) {
        case SilenceChange.Expire(ObservedSilence observed) -> expire(observed);
        case SilenceChange.Create(Silence silence) -> cover(silence, Optional.empty());
        case SilenceChange.Update(ObservedSilence observed, Silence silence) -> cover(silence, Optional.of(observed));
        case SilenceChange.Supersede(ObservedSilence observed) -> supersede(observed);
      }
    }
  }

  private static int turn(SilenceChange change) {
    return switch (change) {
      case SilenceChange.Expire ignored -> 1;
      case SilenceChange.Create ignored -> 2;
      case SilenceChange.Update ignored -> 2;
      case SilenceChange.Supersede ignored -> 3;
    };
  }

  private void cover(Silence silence, Optional<ObservedSilence> observed) throws InterruptedException {
    Owner owner = Owner.of(silence.mark());
    Optional<BackendException> failure = attempt(owner, () -> {
      String id = observed.isPresent() ? cluster.update(observed.get(), silence) : cluster.create(silence);
      observed.map(ObservedSilence::id).filter(old -> !old.equals(id)).ifPresent(ended::add);
      made.put(silence.matchers(), new Binding(id, silence.startsAt(), silence.endsAt()));
      Changes.made(owner.backend(),
          "silence " + id + " of " + owner.policy() + (observed.isPresent() ? " changed" : " made")
              + ", from " + silence.startsAt() + " until " + silence.endsAt());
    });
    if (failure.isPresent()) {
      coverageMissing.add(owner);
      if (!failure.get().retryable() && observed.filter(old -> outlasts(old, silence)).isPresent()) {
        expire(observed.get());
      }
    }
  }

  /** Whether it silences at a time at which nothing is declared. */
  private static boolean outlasts(ObservedSilence observed, Silence silence) {
    boolean longer = observed.endsAt().isAfter(silence.endsAt());
    boolean earlier = observed.state() == ObservedSilence.State.PENDING
        && observed.startsAt().isBefore(silence.startsAt());
    return longer || earlier;
  }

  private void supersede(ObservedSilence observed) throws InterruptedException {
    if (observed.mark().map(Owner::of).filter(coverageMissing::contains).isEmpty()) {
      expire(observed);
    }
  }

  private void expire(ObservedSilence observed) throws InterruptedException {
    Mark mark = observed.mark().orElseThrow(
        () -> new IllegalStateException("silence " + observed.id() + " carries no mark and must not be ended"));
    Optional<BackendException> unused = attempt(Owner.of(mark), () -> {
      cluster.expire(observed.id());
      ended.add(observed.id());
      Changes.made(mark.backend(), "silence " + observed.id() + " of " + mark.policy() + " ended");
    });
  }

  /** What went wrong. */
  private Optional<BackendException> attempt(Owner owner, Write write) throws InterruptedException {
    try {
      write.run();
      return Optional.empty();
    } catch (BackendException failed) {
      if (failed.reason().equals("Interrupted")) {
        throw new InterruptedException();
      }
      failures.putIfAbsent(owner, failed);
      worthRetrying |= failed.retryable();
      return Optional.of(failed);
    }
  }

  /** What Alertmanager said, by policy. */
  Map<Owner, BackendException> failures() {
    return failures;
  }

  /** Silences that were made or changed, with the ids they have now. */
  Map<MatcherSet, Binding> made() {
    return made;
  }

  /** Ids of silences that are no more. */
  Set<String> ended() {
    return ended;
  }

  /** Whether a failure may pass by itself. */
  boolean worthRetrying() {
    return worthRetrying;
  }
}
