package dev.shizuka.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Silence;
import dev.shizuka.plan.ObservedSilence.State;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SilenceLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static Silence silence(String backend, String policy, String instance) {
    Mark mark = new Mark("here", backend, new ResourceId(Kind.SUPPRESSION_POLICY, "shop", policy), "", "hold-1");
    MatcherSet matchers = MatcherSet
        .of(List.of(new Matcher("instance", Operation.EQUAL, instance), mark.matcher()));
    return new Silence(mark, matchers, NOW, NOW.plusSeconds(300), "shizuka/here", "");
  }

  private static ObservedSilence standing(Silence silence, int minutes) {
    return new ObservedSilence("id", silence.matchers(), NOW.minusSeconds(60L * minutes), silence.endsAt(),
        State.ACTIVE, "", "", Optional.of(silence.mark()));
  }

  @Test
  void whatStandsLongestStaysThenPoliciesInOrder() {
    Silence oldest = silence("main", "z", "1");
    Silence old = silence("main", "y", "1");
    Silence first = silence("main", "a", "1");
    Silence second = silence("main", "a", "2");
    Silence third = silence("main", "b", "1");
    List<ObservedSilence> observed = List.of(standing(old, 1), standing(oldest, 9));
    List<Silence> desired = new ArrayList<>(List.of(third, second, old, first, oldest));
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(desired, new Random(seed));
      assertThat(SilenceLimit.of(desired, observed, 1).silences()).containsExactly(oldest);
      assertThat(SilenceLimit.of(desired, observed, 3).silences()).containsExactly(oldest, old, first);
      assertThat(SilenceLimit.of(desired, observed, 3).leftOut()).containsExactly(second, third);
    }
    assertThat(SilenceLimit.of(desired, observed, 5).leftOut()).isEmpty();
  }

  @Test
  void whatTakesOverSomethingThatStandsIsNotNew() {
    ObservedSilence narrow = standing(silence("main", "z", "1"), 5);
    Silence grown = silence("main", "z", "1");
    MatcherSet both = MatcherSet.of(List.of(new Matcher("instance", Operation.REGEX, "1|2"), grown.mark().matcher()));
    Silence wide = new Silence(grown.mark(), both, NOW, grown.endsAt(), grown.createdBy(), "");
    assertThat(SilenceLimit.of(List.of(silence("main", "a", "1"), wide), List.of(narrow), 1).silences())
        .containsExactly(wide);
  }

  @Test
  void eachBackendHasALimitOfItsOwnAndSilencesOfOthersDoNotCount() {
    Silence here = silence("main", "a", "1");
    Silence there = silence("second", "a", "1");
    ObservedSilence foreign = new ObservedSilence("foreign", MatcherSet.of(List.of()), NOW, NOW.plusSeconds(60),
        State.ACTIVE, "somebody", "", Optional.empty());
    assertThat(SilenceLimit.of(List.of(here, there), List.of(foreign, foreign), 1).leftOut()).isEmpty();
  }

  @Test
  void atTheLimitTheSameOnesStayFromSyncToSync() {
    List<Silence> desired = IntStream.range(0, 20).mapToObj(number -> silence("main", "p" + number, "1")).toList();
    List<Silence> later = desired.subList(10, 20);
    AlertmanagerModel alertmanager = new AlertmanagerModel(List.of(), NOW).apply(plan(later, List.of()));
    List<SilenceChange> changes = plan(desired, alertmanager.observed());
    assertThat(changes).as("those that stand fill the limit").isEmpty();
  }

  @Test
  void whatMustEndEndsThoughTheLimitIsReached() {
    Silence narrow = silence("main", "a", "1");
    ObservedSilence gone = standing(silence("main", "gone", "1"), 5);
    assertThat(plan(List.of(narrow), List.of(gone)))
        .containsExactly(new SilenceChange.Expire(gone), new SilenceChange.Create(narrow));
  }

  private static List<SilenceChange> plan(List<Silence> desired, List<ObservedSilence> observed) {
    return SilencePlanner.plan(SilenceLimit.of(desired, observed, 10).silences(), observed,
        new SilenceScope("here", Set.of("main"), false, NOW));
  }
}
