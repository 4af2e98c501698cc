package dev.shizuka.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  @Test
  void aSetOfTwoMatchersIsAChoice() {
    assertThat(difference(set("a=1"), set("b=2", "c=3"))).containsExactly("{a=\"1\",b!=\"2\"}", "{a=\"1\",c!=\"3\"}");
  }

  @Test
  void regularExpressionsAreNegatedToo() {
    assertThat(difference(set("a=1"), set("b=~\"x.*\""))).containsExactly("{a=\"1\",b!~\"x.*\"}");
    assertThat(difference(set("a=1"), set("b!~\"x.*\""))).containsExactly("{a=\"1\",b=~\"x.*\"}");
  }

  @Test
  void whatIsContradictedChangesNothingAndWhatIsContainedLeavesNothing() {
    assertThat(difference(set("a=1"), set("a=2", "b=3"))).containsExactly("{a=\"1\"}");
    assertThat(difference(set("a=1", "b=2"), set("a=~\"1|2\""))).isEmpty();
    assertThat(difference(set("a=1", "a=2"), set("b=1"))).isEmpty();
  }

  @Test
  void productsThatGrowTooFarAreNone() {
    List<MatcherSet> five = IntStream.range(0, 5).mapToObj(at -> set("x" + at + "=1", "y" + at + "=1")).toList();
    assertThat(Difference.of(List.of(set("a=1")), five)).hasValueSatisfying(sets -> assertThat(sets).hasSize(32));
    List<MatcherSet> wide = IntStream.range(0, 32).mapToObj(one -> MatcherSet.of(IntStream.range(0, 32)
        .mapToObj(at -> new Matcher("l" + one + "_" + at, Operation.EQUAL, "1")).toList())).toList();
    assertThat(Difference.of(wide, wide)).isEmpty();
  }

  private static List<String> difference(MatcherSet from, MatcherSet removed) {
    return Difference.of(List.of(from), List.of(removed)).orElseThrow().stream().map(MatcherSet::toString).toList();
  }

  private static MatcherSet set(String... matchers) {
    return MatcherSet.of(Arrays.stream(matchers).map(DifferenceTest::matcher).toList());
  }

  private static Matcher matcher(String text) {
    try {
      return MatcherSyntax.parse(text);
    } catch (MatcherSyntaxException wrong) {
      throw new AssertionError(wrong);
    }
  }
}
