package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rules of DESIGN §3 once more, for one alert, from its whole history at each step and without any state. */
final class EpisodeOracle {
  private final List<Poll> polls;
  private final Set<Integer> notified;
  private final String fingerprint;

  /** A closed episode; {@code suppression} and {@code suppressedBy} only where it is the outcome. */
  record Closed(Instant firstSeenAt, Instant lastSeenAt, Instant closedAt, Outcome outcome,
      Optional<Sighting.Suppression> suppression, List<ResourceId> wouldSuppress, Set<ResourceId> suppressedBy,
      Set<ResourceId> inVain, Set<ResourceId> calledBefore) {}

  /** Any episode, as it stands after the last poll; {@code why} it was first suppressed before it called somebody. */
  record Known(Instant firstSeenAt, Optional<Instant> closedAt, Optional<Outcome> outcome, Optional<Instant> calledAt,
      Optional<Sighting.Suppression> why, List<ResourceId> wouldSuppress) {}

  EpisodeOracle(List<Poll> polls, String fingerprint) {
    this(polls, Set.of(), fingerprint);
  }

  /** @param notified after which polls a receiver was told that it fires */
  EpisodeOracle(List<Poll> polls, Set<Integer> notified, String fingerprint) {
    this.polls = polls;
    this.notified = notified;
    this.fingerprint = fingerprint;
  }

  /** All episodes, by time; the last of them may be open. Of histories without notifications. */
  List<Known> known() {
    List<Known> known = new ArrayList<>();
    int next = 0;
    for (Closed closed : closed()) {
      int now = index(closed.closedAt());
      known.add(known(index(closed.firstSeenAt()), now, Optional.of(closed)));
      next = now + 1;
    }
    int last = polls.size() - 1;
    IntStream.rangeClosed(next, last).filter(poll -> seen(poll).isPresent()).findFirst()
        .ifPresent(first -> known.add(known(first, last, Optional.empty())));
    return known;
  }

  private Known known(int first, int now, Optional<Closed> closed) {
    Optional<Integer> called = IntStream.rangeClosed(first, now).boxed()
        .filter(to -> spanned(first, to, Optional.empty())).findFirst();
    Optional<Sighting.Suppression> why = IntStream.rangeClosed(first, called.orElse(now)).boxed()
        .flatMap(poll -> seen(poll).stream()).flatMap(alert -> alert.suppression().stream()).findFirst();
    return new Known(at(first), closed.map(Closed::closedAt),
        closed.map(Closed::outcome).or(() -> called.map(poll -> Outcome.ACTIONABLE)), called.map(this::at), why,
        closed.map(Closed::wouldSuppress).orElse(List.of()));
  }

  private int index(Instant at) {
    return IntStream.range(0, polls.size()).filter(poll -> at(poll).equals(at)).findFirst().orElseThrow();
  }

  List<Closed> closed() {
    List<Closed> closed = new ArrayList<>();
    int first = -1;
    for (int now = 0; now < polls.size(); now++) {
      if (first < 0 && seen(now).isPresent()) {
        first = now;
      } else if (first >= 0 && over(first, now)) {
        closed.add(episode(first, now));
        first = -1;
      }
    }
    return closed;
  }

  private Optional<Sighting> seen(int poll) {
    return polls.get(poll).alerts().stream().filter(alert -> alert.fingerprint().equals(fingerprint)).findFirst();
  }

  private Instant at(int poll) {
    return polls.get(poll).at();
  }

  private Duration between(int one, int other) {
    return Duration.between(at(one), at(other));
  }

  private int lastSeen(int first, int now) {
    return IntStream.rangeClosed(first, now).filter(poll -> seen(poll).isPresent()).max().orElseThrow();
  }

  private boolean over(int first, int now) {
    int last = lastSeen(first, now);
    if (last == now) {
      return false;
    }
    boolean settledForWitness = IntStream.rangeClosed(last + 1, now)
        .anyMatch(poll -> witness(poll, last) && between(poll, now).compareTo(Scene.SETTLE) >= 0);
    boolean ended = !at(now).isBefore(at(last).plus(farthestEnd(first, last)));
    boolean settled = between(last + 1, now).compareTo(Scene.SETTLE) >= 0;
    return (settledForWitness && witness(now, last)) || (settled && ended);
  }

  private boolean witness(int poll, int last) {
    return polls.get(poll).members().stream()
        .anyMatch(member -> member.reachable() && member.upSince().isBefore(at(last)));
  }

  private Duration farthestEnd(int first, int last) {
    return Duration.ofMinutes(IntStream.rangeClosed(first, last).filter(poll -> seen(poll).isPresent())
        .mapToLong(poll -> (Duration.between(at(poll), seen(poll).orElseThrow().endsAt()).toSeconds() + 59) / 60).max()
        .orElseThrow());
  }

  private Closed episode(int first, int now) {
    int last = lastSeen(first, now);
    Outcome real = outcome(first, now, Optional.empty());
    List<ResourceId> wouldSuppress = new TreeSet<>(List.of(Scene.NIGHTLY, Scene.NODES)).stream()
        .filter(policy -> real != Outcome.SUPPRESSED
            && outcome(first, now, Optional.of(policy)) == Outcome.SUPPRESSED)
        .toList();
    Optional<Sighting.Suppression> why = IntStream.rangeClosed(first, last).boxed()
        .flatMap(poll -> seen(poll).stream()).flatMap(alert -> alert.suppression().stream()).findFirst();
    return new Closed(at(first), at(last), at(now), real, real == Outcome.SUPPRESSED ? why : Optional.empty(),
        wouldSuppress,
        real == Outcome.SUPPRESSED ? all(first, last, Sighting.Policies::suppress) : Set.of(),
        all(first, last, Sighting.Policies::inVain), all(first, last, Sighting.Policies::calledBefore));
  }

  private Set<ResourceId> all(int first, int last, Function<Sighting.Policies, List<ResourceId>> part) {
    return IntStream.rangeClosed(first, last).boxed().flatMap(poll -> seen(poll).stream())
        .flatMap(alert -> part.apply(alert.policies()).stream()).collect(Collectors.toSet());
  }

  private Outcome outcome(int first, int now, Optional<ResourceId> policy) {
    if (spanned(first, now, policy) || told(first, now, policy)) {
      return Outcome.ACTIONABLE;
    }
    if (IntStream.rangeClosed(first + 1, now).anyMatch(this::afterGap)) {
      return Outcome.UNOBSERVED;
    }
    if (IntStream.rangeClosed(first, now).anyMatch(poll -> is(Sighting.State.SUPPRESSED, poll, policy))) {
      return Outcome.SUPPRESSED;
    }
    int last = lastSeen(first, now);
    boolean brief = between(first, last).compareTo(patience(last)) <= 0;
    return brief ? Outcome.BRIEF : Outcome.UNOBSERVED;
  }

  private Duration patience(int poll) {
    return seen(poll).orElseThrow().patience();
  }

  private boolean spanned(int first, int now, Optional<ResourceId> policy) {
    return IntStream.rangeClosed(first, now).anyMatch(to -> IntStream.rangeClosed(first, to)
        .anyMatch(from -> is(Sighting.State.UNSUPPRESSED, to, policy) && unsuppressed(from, to, policy)
            && between(from, to).compareTo(patience(to)) >= 0));
  }

  /** The first notification counts, unless the wait was over before; of a policy's course, unless that alone kept it quiet. */
  private boolean told(int first, int now, Optional<ResourceId> policy) {
    OptionalInt told = IntStream.range(first, now).filter(notified::contains).findFirst();
    if (told.isEmpty() || spanned(first, told.getAsInt(), Optional.empty())) {
      return false;
    }
    return !runs(first, told.getAsInt(), Optional.empty()) || runs(first, told.getAsInt(), policy);
  }

  private boolean runs(int first, int now, Optional<ResourceId> policy) {
    return IntStream.rangeClosed(first, now).anyMatch(from -> unsuppressed(from, now, policy));
  }

  private boolean unsuppressed(int from, int to, Optional<ResourceId> policy) {
    return is(Sighting.State.UNSUPPRESSED, from, policy)
        && IntStream.rangeClosed(from + 1, to).noneMatch(this::afterGap)
        && IntStream.rangeClosed(from, to).allMatch(poll -> is(Sighting.State.UNSUPPRESSED, poll, policy)
            || is(Sighting.State.UNDECIDED, poll, policy));
  }

  private boolean afterGap(int poll) {
    return between(poll - 1, poll).compareTo(Scene.GRACE) > 0;
  }

  private boolean is(Sighting.State state, int poll, Optional<ResourceId> policy) {
    return seen(poll).map(alert -> policy.filter(alert.wouldSuppress()::contains).isPresent()
        ? Sighting.State.SUPPRESSED
        : alert.state()).filter(state::equals).isPresent();
  }
}
