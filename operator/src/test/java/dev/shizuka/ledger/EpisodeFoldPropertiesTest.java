package dev.shizuka.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class EpisodeFoldPropertiesTest {
  @Provide
  Arbitrary<List<Poll>> histories() {
    return Histories.polls();
  }

  @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
  void theFoldEqualsTheOracle(@ForAll("histories") List<Poll> polls) {
    List<EpisodeOracle.Closed> expected = new EpisodeOracle(polls, "a").closed();
    assertThat(closed(polls, "a")).isEqualTo(expected);
  }

  /** Or the property above would prove nothing. */
  @Property(tries = 1)
  void theGeneratedHistoriesMakeAllOutcomes() {
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    boolean[] wouldSuppress = {false};
    boolean[] byBoth = {false};
    Histories.polls().generator(1000).stream(new java.util.Random(7)).limit(300)
        .flatMap(polls -> closed(polls.value(), "a").stream()).forEach(closed -> {
          outcomes.add(closed.outcome());
          wouldSuppress[0] |= !closed.wouldSuppress().isEmpty();
          byBoth[0] |= closed.suppressedBy().size() == 2;
        });
    assertThat(outcomes).containsExactlyInAnyOrder(Outcome.values());
    assertThat(wouldSuppress[0]).isTrue();
    assertThat(byBoth[0]).isTrue();
  }

  private static List<EpisodeOracle.Closed> closed(List<Poll> polls, String fingerprint) {
    Map<String, OpenEpisode> open = Map.of();
    Optional<Instant> previous = Optional.empty();
    List<EpisodeOracle.Closed> closed = new ArrayList<>();
    for (Poll poll : polls) {
      Folded folded = EpisodeFold.fold(open, poll, previous, Scene.SETTLE);
      open = folded.open();
      previous = Optional.of(poll.at());
      folded.changes().stream().filter(change -> change.after().fingerprint().equals(fingerprint))
          .forEach(change -> change.end().ifPresent(end -> closed.add(closed(change.after(), end))));
    }
    return closed;
  }

  private static EpisodeOracle.Closed closed(OpenEpisode episode, Folded.End end) {
    return new EpisodeOracle.Closed(episode.firstSeenAt(), episode.absence().orElseThrow().lastSeenAt(),
        end.closedAt(), end.outcome(),
        end.outcome() == Outcome.SUPPRESSED ? episode.attribution().first() : Optional.empty(),
        end.wouldSuppress(),
        end.outcome() == Outcome.SUPPRESSED ? episode.attribution().suppressedBy() : Set.of(),
        episode.attribution().inVain(), episode.attribution().calledBefore());
  }
}
