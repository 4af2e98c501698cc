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
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EpisodeFoldPropertiesTest {
  @Provide
  Arbitrary<List<Poll>> histories() {
    return Histories.polls();
  }

  @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
  void theFoldEqualsTheOracle(@ForAll("histories") List<Poll> polls) {
    List<EpisodeOracle.Closed> expected = new EpisodeOracle(polls, "a").closed();
    assertThat(closed(polls, Set.of(), "a")).isEqualTo(expected);
  }

  @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
  void theFoldEqualsTheOracleWhateverIsNotified(@ForAll("histories") List<Poll> polls,
      @ForAll @Size(max = 6) Set<@IntRange(max = 60) Integer> notified) {
    List<EpisodeOracle.Closed> expected = new EpisodeOracle(polls, notified, "a").closed();
    assertThat(closed(polls, notified, "a")).isEqualTo(expected);
  }

  /** Whatever is waited for, and however long. */
  @Property(tries = 300)
  void aNotificationOnlyEverMakesAnEpisodeActionable(@ForAll("histories") List<Poll> polls,
      @ForAll @Size(max = 6) Set<@IntRange(max = 60) Integer> notified) {
    List<EpisodeOracle.Closed> without = closed(polls, Set.of(), "a");
    List<EpisodeOracle.Closed> with = closed(polls, notified, "a");
    assertThat(with).hasSameSizeAs(without);
    for (int i = 0; i < with.size(); i++) {
      assertThat(with.get(i).closedAt()).isEqualTo(without.get(i).closedAt());
      assertThat(with.get(i).outcome()).isIn(without.get(i).outcome(), Outcome.ACTIONABLE);
    }
  }

  /** Or the property above would prove nothing. */
  @Property(tries = 1)
  void theGeneratedHistoriesMakeAllOutcomes() {
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    boolean[] wouldSuppress = {false};
    boolean[] byBoth = {false};
    Histories.polls().generator(1000).stream(new java.util.Random(7)).limit(300)
        .flatMap(polls -> closed(polls.value(), Set.of(), "a").stream()).forEach(closed -> {
          outcomes.add(closed.outcome());
          wouldSuppress[0] |= !closed.wouldSuppress().isEmpty();
          byBoth[0] |= closed.suppressedBy().size() == 2;
        });
    assertThat(outcomes).containsExactlyInAnyOrder(Outcome.values());
    assertThat(wouldSuppress[0]).isTrue();
    assertThat(byBoth[0]).isTrue();
  }

  /** @param notified after which polls a receiver is told that it fires */
  private static List<EpisodeOracle.Closed> closed(List<Poll> polls, Set<Integer> notified, String fingerprint) {
    LedgerState.Backend before = LedgerState.Backend.NEW;
    List<EpisodeOracle.Closed> closed = new ArrayList<>();
    for (int i = 0; i < polls.size(); i++) {
      Poll poll = polls.get(i);
      Folded folded = EpisodeFold.fold(before, poll, Scene.SETTLE);
      Map<String, Instant> told = notified.contains(i) ? Map.of(fingerprint, poll.at().plusSeconds(3)) : Map.of();
      before = new LedgerState.Backend(Optional.of(poll.at()), folded.open(), Map.of(),
          new Told(told, Map.of()).of(folded.open()));
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
