package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generated runs of polls: three alerts that come, go, are suppressed and observed; members that restart and are away; gaps. */
final class Histories {
  private static final List<String> ALERTS = List.of("a", "b", "c");

  private Histories() {}

  /**
   * One alert in one poll.
   *
   * @param kind 0 for absent
   * @param policies that observe it: 1 for nightly, 2 for nodes
   * @param awaits seconds within which a notification should come; 0 where none is waited for
   * @param others 1: nodes suppresses it too; 2: nodes asks in vain; 4: nightly came too late
   */
  private record Seen(int kind, int policies, int others, int endsAfter, int awaits) {}

  /**
   * @param step seconds since the poll before
   * @param members 0: both up; 1: one away; 2: both restarted five seconds ago; 3: one restarted, the other away
   */
  private record Step(int step, int members, List<Seen> alerts) {}

  static Arbitrary<List<Poll>> polls() {
    Arbitrary<Seen> seen = Combinators
        .combine(Arbitraries.of(0, 0, 0, 1, 1, 1, 2, 2, 3, 4), Arbitraries.of(0, 0, 1, 2, 3),
            Arbitraries.of(0, 0, 0, 1, 1, 2, 4, 7), Arbitraries.of(60, 240, 245), Arbitraries.of(0, 0, 80))
        .as(Seen::new);
    Arbitrary<Step> step = Combinators
        .combine(Arbitraries.of(10, 10, 10, 10, 20, 30, 40, 130), Arbitraries.of(0, 0, 0, 0, 1, 2, 3),
            seen.list().ofSize(ALERTS.size()))
        .as(Step::new);
    Arbitrary<Integer> repeat = Arbitraries.of(1, 1, 2, 4, 8, 14);
    return Combinators.combine(step, repeat).as(Histories::repeated).list().ofMinSize(1).ofMaxSize(12)
        .map(Histories::polls);
  }

  /** Things stay as they are for a while: without that nothing would ever be counted. */
  private static List<Step> repeated(Step step, int times) {
    List<Step> steps = new ArrayList<>(List.of(step));
    for (int i = 1; i < times; i++) {
      steps.add(new Step(10, step.members() == 2 ? 0 : step.members(), step.alerts()));
    }
    return steps;
  }

  private static List<Poll> polls(List<List<Step>> steps) {
    List<Poll> polls = new ArrayList<>();
    Instant at = Scene.START;
    Instant upSince = Scene.START.minusSeconds(86_400);
    for (Step step : steps.stream().flatMap(List::stream).toList()) {
      at = at.plusSeconds(step.step());
      upSince = step.members() >= 2 && at.minusSeconds(600).isAfter(upSince) ? at.minusSeconds(5) : upSince;
      List<Poll.Member> members = List.of(new Poll.Member("http://a:9093", true, upSince),
          new Poll.Member("http://b:9093", step.members() == 0 || step.members() == 2,
              step.members() == 2 ? upSince : Scene.START.minusSeconds(60)));
      polls.add(new Poll("main", at, members, sightings(step, at)));
    }
    return polls;
  }

  private static List<Sighting> sightings(Step step, Instant at) {
    List<Sighting> sightings = new ArrayList<>();
    for (int i = 0; i < ALERTS.size(); i++) {
      Seen seen = step.alerts().get(i);
      if (seen.kind() != 0) {
        sightings.add(sighting(ALERTS.get(i), seen, at));
      }
    }
    return sightings;
  }

  private static Sighting sighting(String fingerprint, Seen seen, Instant at) {
    boolean silenced = seen.kind() == 2;
    List<ResourceId> observing = new ArrayList<>(given(Scene.NIGHTLY, (seen.policies() & 1) != 0));
    observing.addAll(given(Scene.NODES, (seen.policies() & 2) != 0));
    List<ResourceId> suppressing = new ArrayList<>(given(Scene.NIGHTLY, silenced));
    suppressing.addAll(given(Scene.NODES, silenced && (seen.others() & 1) != 0));
    Sighting.Policies policies = new Sighting.Policies(observing, suppressing,
        given(Scene.NODES, (seen.others() & 2) != 0), given(Scene.NIGHTLY, (seen.others() & 4) != 0));
    Sighting plain = new Sighting(fingerprint, Scene.labels(fingerprint), "p3", at, at.plusSeconds(seen.endsAfter()),
        Sighting.State.UNSUPPRESSED, Optional.empty(), Scene.GRACE, policies).awaiting(Scene.awaited(seen.awaits()));
    return switch (seen.kind()) {
      case 2 -> plain.suppressed(Scene.BY_NIGHTLY);
      case 3 -> plain.suppressed(Scene.INHIBITED);
      case 4 -> plain.undecided();
      default -> plain;
    };
  }

  private static List<ResourceId> given(ResourceId policy, boolean holds) {
    return holds ? List.of(policy) : List.of();
  }
}
