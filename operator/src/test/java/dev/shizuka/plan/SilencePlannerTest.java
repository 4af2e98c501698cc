package dev.shizuka.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Silence;
import dev.shizuka.plan.ObservedSilence.State;
import dev.shizuka.plan.SilenceChange.Create;
import dev.shizuka.plan.SilenceChange.Expire;
import dev.shizuka.plan.SilenceChange.Supersede;
import dev.shizuka.plan.SilenceChange.Update;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class SilencePlannerTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.250Z");
  private static final SilenceScope SCOPE = new SilenceScope("here", Set.of("main", "other"), false, NOW);
  private static final SilenceScope FROZEN = new SilenceScope("here", Set.of("main", "other"), true, NOW);
  private static final MatcherSet NARROW = set("p3");
  private static final MatcherSet WIDE = set("p3|p4");

  @Test
  void whatIsMissingIsMade() {
    Silence silence = desired("a", NARROW, -1, 1);
    assertThat(plan(List.of(silence), List.of())).containsExactly(new Create(silence));
  }

  @Test
  void whatIsThereIsLeftAloneWhateverItsPastStart() {
    Silence silence = desired("a", NARROW, -5, 1);
    assertThat(plan(List.of(silence), List.of(observed("1", desired("a", NARROW, -1, 1))))).isEmpty();
  }

  @Test
  void aStartThatOurClockHasNotReachedButTheirsHasIsNoDifference() {
    Silence silence = desired("a", NARROW, 0, 1);
    ObservedSilence ahead = new ObservedSilence("1", silence.matchers(), NOW.plusSeconds(3), silence.endsAt(),
        State.ACTIVE,
        silence.createdBy(), silence.comment(), Optional.of(silence.mark()));
    assertThat(plan(List.of(silence), List.of(ahead))).isEmpty();
  }

  @Test
  void fractionsOfASecondAreNoDifference() {
    Silence silence = desired("a", NARROW, 1, 2);
    ObservedSilence cut = new ObservedSilence("1", silence.matchers(), silence.startsAt().minusMillis(250),
        silence.endsAt().minusMillis(250), State.PENDING, silence.createdBy(), silence.comment(),
        Optional.of(silence.mark()));
    assertThat(plan(List.of(silence), List.of(cut))).isEmpty();
  }

  @Test
  void anotherEndOrCommentIsAnUpdate() {
    Silence silence = desired("a", NARROW, -1, 2);
    ObservedSilence shorter = observed("1", desired("a", NARROW, -1, 1));
    assertThat(plan(List.of(silence), List.of(shorter))).containsExactly(new Update(shorter, silence));
    Silence reworded = new Silence(silence.mark(), silence.matchers(), silence.startsAt(), silence.endsAt(), "x", "y");
    ObservedSilence old = observed("1", silence);
    assertThat(plan(List.of(reworded), List.of(old))).containsExactly(new Update(old, reworded));
  }

  @Test
  void anActiveOneThatShouldStartLaterIsEndedAndMadeAnew() {
    Silence later = desired("a", NARROW, 1, 2);
    ObservedSilence active = observed("1", desired("a", NARROW, -1, 2));
    assertThat(plan(List.of(later), List.of(active))).containsExactly(new Expire(active), new Create(later));
  }

  @Test
  void anExpiredOneCountsAsAbsent() {
    Silence silence = desired("a", NARROW, -1, 1);
    assertThat(plan(List.of(silence), List.of(expired(observed("1", silence))))).containsExactly(new Create(silence));
    assertThat(plan(List.of(), List.of(expired(observed("1", silence))))).isEmpty();
  }

  @Test
  void ofDuplicatesTheBestFitStays() {
    Silence silence = desired("a", NARROW, -1, 2);
    ObservedSilence good = observed("2", silence);
    ObservedSilence shorter = observed("1", desired("a", NARROW, -1, 1));
    assertThat(plan(List.of(silence), List.of(shorter, good))).containsExactly(new Expire(shorter));
    assertThat(plan(List.of(silence, silence), List.of())).hasSize(1);
  }

  @Test
  void narrowerCoverageEndsFirstAndWiderCoverageComesFirst() {
    ObservedSilence wide = observed("1", desired("a", WIDE, -1, 1));
    Silence narrow = desired("a", NARROW, -1, 1);
    assertThat(plan(List.of(narrow), List.of(wide))).containsExactly(new Expire(wide), new Create(narrow));
    ObservedSilence old = observed("1", narrow);
    Silence wider = desired("a", WIDE, -1, 1);
    assertThat(plan(List.of(wider), List.of(old))).containsExactly(new Create(wider), new Supersede(old));
  }

  @Test
  void widerCoverageThatEndsEarlierOrBelongsToAnotherPolicyTakesNothingOver() {
    ObservedSilence old = observed("1", desired("a", NARROW, -1, 2));
    Silence shorter = desired("a", WIDE, -1, 1);
    assertThat(plan(List.of(shorter), List.of(old))).containsExactly(new Expire(old), new Create(shorter));
    Silence others = desired("b", WIDE, -1, 3);
    assertThat(plan(List.of(others), List.of(old))).containsExactly(new Expire(old), new Create(others));
    Silence later = desired("a", WIDE, 1, 3);
    assertThat(plan(List.of(later), List.of(old))).containsExactly(new Expire(old), new Create(later));
  }

  @Test
  void windowsOfOnePolicyArePlannedEachByItself() {
    Silence running = window("1", -1, 2);
    Silence next = window("2", 23, 26);
    Silence after = window("3", 47, 50);
    ObservedSilence one = observed("a", running);
    ObservedSilence two = observed("b", next);
    assertThat(plan(List.of(running, next, after), List.of(one, two))).containsExactly(new Create(after));
    Silence longer = window("2", 23, 28);
    assertThat(plan(List.of(running, longer), List.of(one, two))).containsExactly(new Update(two, longer));
    assertThat(plan(List.of(next), List.of(one, two))).containsExactly(new Expire(one));
  }

  @Test
  void aWindowThatGrewAtItsStartTakesTheOldOneOverWithoutAGap() {
    ObservedSilence old = observed("a", window("1", 1, 2));
    Silence grown = window("0", 0, 2);
    assertThat(plan(List.of(grown), List.of(old))).containsExactly(new Create(grown), new Supersede(old));
    ObservedSilence running = observed("a", window("1", -1, 2));
    Silence earlier = window("0", -2, 3);
    assertThat(plan(List.of(earlier), List.of(running))).containsExactly(new Create(earlier), new Supersede(running));
    Silence moved = window("0", 0, 1);
    assertThat(plan(List.of(moved), List.of(old))).containsExactly(new Expire(old), new Create(moved));
    assertThat(SilencePlanner.plan(List.of(grown), List.of(old), FROZEN)).isEmpty();
  }

  @Test
  void aWindowTakesNothingOverFromAnotherTime() {
    ObservedSilence old = observed("a", window("1", 1, 2));
    Silence elsewhen = window("2", 23, 26);
    assertThat(plan(List.of(elsewhen), List.of(old))).containsExactly(new Expire(old), new Create(elsewhen));
  }

  /** Windows differ in the mark's key alone. */
  private static Silence window(String key, int fromHours, int untilHours) {
    Mark mark = new Mark("here", "main", new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "a"), "", "schedule-x-" + key);
    return new Silence(mark, NARROW.and(mark.matcher()), NOW.plus(Duration.ofHours(fromHours)),
        NOW.plus(Duration.ofHours(untilHours)), "shizuka/here", "why");
  }

  @Test
  void silencesOfOthersAreLeftAlone() {
    Silence elsewhere = desired(mark("there", "main", "a"), NARROW, -1, 1);
    Silence foreignBackend = desired(mark("here", "third", "a"), NARROW, -1, 1);
    ObservedSilence byHand = new ObservedSilence("3", NARROW, NOW, NOW.plusSeconds(60), State.ACTIVE, "me", "mine",
        Optional.empty());
    assertThat(plan(List.of(), List.of(observed("1", elsewhere), observed("2", foreignBackend), byHand))).isEmpty();
  }

  @Test
  void whileFrozenNothingIsMadeOrExtendedAndEndsGoOn() {
    Silence silence = desired("a", NARROW, -1, 2);
    ObservedSilence shorter = observed("1", desired("a", NARROW, -1, 1));
    ObservedSilence longer = observed("1", desired("a", NARROW, -1, 3));
    ObservedSilence early = observed("1", desired("a", NARROW, 1, 4));
    assertThat(SilencePlanner.plan(List.of(silence), List.of(), FROZEN)).isEmpty();
    assertThat(SilencePlanner.plan(List.of(silence), List.of(shorter), FROZEN)).isEmpty();
    assertThat(SilencePlanner.plan(List.of(silence), List.of(longer), FROZEN))
        .containsExactly(new Update(longer, silence));
    assertThat(SilencePlanner.plan(List.of(desired("a", NARROW, 2, 5)), List.of(early), FROZEN))
        .containsExactly(new Expire(early));
    assertThat(SilencePlanner.plan(List.of(desired("a", WIDE, -1, 2)), List.of(shorter), FROZEN)).isEmpty();
    assertThat(SilencePlanner.plan(List.of(), List.of(shorter), FROZEN)).containsExactly(new Expire(shorter));
  }

  @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
  void afterThePlanSilencesAreAsDesiredAndNothingIsLeftToDo(@ForAll long seed) {
    Random random = new Random(seed);
    List<Silence> desired = someDesired(random);
    List<ObservedSilence> observed = someObserved(random);
    List<SilenceChange> changes = plan(desired, observed);
    List<ObservedSilence> after = new AlertmanagerModel(observed, NOW).apply(changes).observed();
    assertThat(plan(desired, after)).isEmpty();
    assertThat(after.stream().filter(SCOPE::holds).map(ObservedSilence::matchers)).containsExactlyInAnyOrderElementsOf(
        desired.stream().map(Silence::matchers).distinct().toList());
    assertThat(after).containsAll(observed.stream().filter(silence -> !SCOPE.holds(silence)).toList());
    Collections.shuffle(desired, random);
    Collections.shuffle(observed, random);
    assertThat(plan(desired, observed)).as("whatever the order of what comes in").isEqualTo(changes);
  }

  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void endsComeBeforeWritesAndTakeoversAfterThem(@ForAll long seed) {
    Random random = new Random(seed);
    List<Integer> order = plan(someDesired(random), someObserved(random)).stream().map(change -> switch (change) {
      case Expire ignored -> 0;
      case Create ignored -> 1;
      case Update ignored -> 1;
      case Supersede ignored -> 2;
    }).toList();
    assertThat(order).isSorted();
  }

  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void whileFrozenNoMomentIsSilencedThatWasNot(@ForAll long seed) {
    Random random = new Random(seed);
    for (SilenceChange change : SilencePlanner.plan(someDesired(random), someObserved(random), FROZEN)) {
      assertThat(change).isNotInstanceOf(Create.class);
      if (change instanceof Update(ObservedSilence old, Silence silence)) {
        assertThat(silence.endsAt()).isBeforeOrEqualTo(old.endsAt());
        assertThat(old.state() == State.ACTIVE || !silence.startsAt().isBefore(old.startsAt())).isTrue();
      }
    }
  }

  private static List<SilenceChange> plan(List<Silence> desired, List<ObservedSilence> observed) {
    return SilencePlanner.plan(desired, observed, SCOPE);
  }

  private static List<Silence> someDesired(Random random) {
    List<Silence> desired = new ArrayList<>();
    for (int count = random.nextInt(5); count > 0; count--) {
      Silence one = some(random, "here", "main");
      if (desired.stream().noneMatch(other -> other.matchers().equals(one.matchers()))) {
        desired.add(one);
      }
    }
    return desired;
  }

  private static List<ObservedSilence> someObserved(Random random) {
    List<ObservedSilence> observed = new ArrayList<>();
    for (int id = random.nextInt(8); id > 0; id--) {
      ObservedSilence one = observed("old-" + id,
          some(random, random.nextInt(6) == 0 ? "there" : "here", random.nextInt(6) == 0 ? "third" : "main"));
      observed.add(random.nextInt(5) == 0 ? expired(one) : one);
    }
    return observed;
  }

  private static Silence some(Random random, String installation, String backend) {
    String name = random.nextBoolean() ? "a" : "b";
    int from = random.nextInt(-3, 3);
    Mark mark = mark(installation, backend, name);
    MatcherSet set = random.nextBoolean() ? NARROW : WIDE;
    int until = Math.max(from, 0) + 1 + random.nextInt(3);
    // Windows that their keys tell apart, or one silence.
    return random.nextBoolean()
        ? desired(mark, set, from, until)
        : keyed(mark, set, "schedule-" + set.hashCode() + "-" + from, new int[]{from, until});
  }

  private static Silence desired(String policy, MatcherSet set, int fromHours, int untilHours) {
    return desired(mark("here", "main", policy), set, fromHours, untilHours);
  }

  private static Silence desired(Mark mark, MatcherSet set, int fromHours, int untilHours) {
    return keyed(mark, set, "silence-" + set.hashCode(), new int[]{fromHours, untilHours});
  }

  private static Silence keyed(Mark mark, MatcherSet set, String key, int[] hours) {
    Mark own = new Mark(mark.installation(), mark.backend(), mark.policy(), mark.uid(), key);
    return new Silence(own, set.and(own.matcher()), NOW.plus(Duration.ofHours(hours[0])),
        NOW.plus(Duration.ofHours(hours[1])), "shizuka/" + own.installation(), "why");
  }

  private static Mark mark(String installation, String backend, String policy) {
    return new Mark(installation, backend, new ResourceId(Kind.SUPPRESSION_POLICY, "shop", policy), "", "");
  }

  private static ObservedSilence observed(String id, Silence silence) {
    return new ObservedSilence(id, silence.matchers(), silence.startsAt(), silence.endsAt(),
        silence.startsAt().isAfter(NOW) ? State.PENDING : State.ACTIVE, silence.createdBy(), silence.comment(),
        Optional.of(silence.mark()));
  }

  private static ObservedSilence expired(ObservedSilence silence) {
    return new ObservedSilence(silence.id(), silence.matchers(), silence.startsAt(), NOW.minusSeconds(60),
        State.EXPIRED, silence.createdBy(), silence.comment(), silence.mark());
  }

  private static MatcherSet set(String priorities) {
    return MatcherSet.of(List.of(new Matcher("job", Operation.EQUAL, "batch"),
        new Matcher("priority", Operation.REGEX, priorities)));
  }
}
