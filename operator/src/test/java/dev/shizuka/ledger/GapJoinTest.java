package dev.shizuka.ledger;

import static dev.shizuka.ledger.Scene.SETTLE;
import static dev.shizuka.ledger.Scene.START;
import static dev.shizuka.ledger.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.ledger.facts.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The rules of {@link GapJoin}, in its order, and what holds of all of them. The gap is from second 1000 to 5000, observed again by 5060. */
class GapJoinTest {
  private static final GapJoin JOIN = new GapJoin(new OpenGap("main", period(1_000, 5_000), at(5_060)), SETTLE);

  private static Period period(long from, long until) {
    return new Period(at(from), at(until));
  }

  private static Period openSince(long from) {
    return new Period(at(from), Instant.MAX);
  }

  @Example
  void stretchesLessThanSettleApartAreOneFiring() {
    assertThat(JOIN.own(List.of(period(2_319, 2_400), period(2_000, 2_200)), List.of()))
        .containsExactly(period(2_000, 2_400));
    assertThat(JOIN.own(List.of(period(2_320, 2_400), period(2_000, 2_200)), List.of()))
        .containsExactly(period(2_000, 2_200), period(2_320, 2_400));
  }

  @Example
  void whatFiredOnlyBeforeOrAfterTheGapIsForPollsToTell() {
    assertThat(JOIN.own(List.of(period(970, 1_000), period(5_000, 5_040)), List.of())).isEmpty();
  }

  @Example
  void aFiringThatOverlapsAnEpisodeIsThatEpisodes() {
    List<Period> stretches = List.of(period(2_000, 2_100));
    assertThat(JOIN.own(stretches, List.of(openSince(500)))).as("open before and after").isEmpty();
    assertThat(JOIN.own(stretches, List.of(period(500, 5_130)))).as("closed when polls came back").isEmpty();
    assertThat(JOIN.own(stretches, List.of(period(500, 990)))).as("closed before").isEqualTo(stretches);
    assertThat(JOIN.own(stretches, List.of(openSince(5_000)))).as("another firing, later").isEqualTo(stretches);
  }

  @Example
  void anAlertThatStillFiresAfterTheGapIsTheEpisodeThatPollsOpened() {
    assertThat(JOIN.own(List.of(period(4_000, 5_075)), List.of(openSince(5_000)))).isEmpty();
    assertThat(JOIN.own(List.of(period(4_000, 4_800)), List.of(openSince(5_000))))
        .as("Alertmanager shows it until the end that Prometheus gave it").isEmpty();
    assertThat(JOIN.own(List.of(period(4_000, 4_600)), List.of(openSince(5_000)))).hasSize(1);
  }

  @Example
  void whatPollsMustHaveShownAndDidNotNeverCameToAlertmanager() {
    assertThat(JOIN.own(List.of(period(2_000, 5_061)), List.of())).isEmpty();
    assertThat(JOIN.own(List.of(period(2_000, 5_060)), List.of())).hasSize(1);
    assertThat(JOIN.own(List.of(period(940, 2_000)), List.of())).isEmpty();
    assertThat(JOIN.own(List.of(period(941, 2_000)), List.of())).hasSize(1);
  }

  @Provide
  Arbitrary<List<Period>> periods() {
    return Combinators.combine(Arbitraries.longs().between(0, 6_000), Arbitraries.longs().between(0, 600))
        .as((from, length) -> period(from, from + length)).list().ofMaxSize(8);
  }

  @Property(tries = 500)
  void noneIsMadeTwiceOrWithinAnEpisode(@ForAll("periods") List<Period> stretches,
      @ForAll("periods") List<Period> episodes) {
    List<Period> own = JOIN.own(stretches, episodes);
    for (Period firing : own) {
      assertThat(episodes).noneMatch(episode -> meet(firing, episode, Duration.ZERO));
      assertThat(own).noneMatch(other -> !other.equals(firing) && meet(firing, other, SETTLE.minusMillis(1)));
    }
    assertThat(JOIN.own(stretches, Stream.concat(episodes.stream(), own.stream()).toList())).as("done again").isEmpty();
  }

  @Property(tries = 500)
  void nothingThatOnlyHistoryShowsIsLost(@ForAll("periods") List<Period> stretches,
      @ForAll("periods") List<Period> episodes) {
    List<Period> alone = stretches.stream()
        .filter(stretch -> stretch.from().isAfter(at(1_000)) && stretch.until().isBefore(at(5_000)))
        .filter(stretch -> Stream.concat(episodes.stream(), stretches.stream().filter(other -> other != stretch))
            .noneMatch(other -> meet(stretch, other, GapJoin.STALE)))
        .toList();
    assertThat(JOIN.own(stretches, episodes)).containsAll(alone);
  }

  @Property(tries = 300)
  void orderAndReplicasThatTellTheSameChangeNothing(@ForAll("periods") List<Period> stretches,
      @ForAll("periods") List<Period> episodes, @ForAll Random random) {
    List<Period> twice = new ArrayList<>(stretches);
    twice.addAll(stretches);
    Collections.shuffle(twice, random);
    assertThat(JOIN.own(twice, episodes)).isEqualTo(JOIN.own(stretches, episodes));
  }

  private static boolean meet(Period one, Period other, Duration near) {
    return !one.from().isAfter(other.until().plus(near)) && !other.from().isAfter(one.until().plus(near));
  }

  @Example
  void aGapIsWhatIsLongerThanTheGraceAndAStartedMemberMustFirstBeTold() {
    assertThat(OpenGap.between(at(0), Scene.poll(30))).isEmpty();
    assertThat(OpenGap.between(at(0), Scene.poll(31))).contains(new OpenGap("main", period(0, 31), at(61)));
    assertThat(OpenGap.between(at(0), Scene.poll(60, List.of(Scene.upSince(50)))).orElseThrow().observedUntil())
        .isEqualTo(at(50 + 120 + 30));
    assertThat(OpenGap.between(at(0), Scene.poll(60, List.of(Scene.upSince(-1)))).orElseThrow().observedUntil())
        .as("it was seen before").isEqualTo(at(90));
    assertThat(OpenGap.between(START, Scene.poll(60, List.of(Scene.upSince(50), Scene.up()))).orElseThrow()
        .observedUntil()).as("one that was up shows what fires").isEqualTo(at(90));
  }
}
