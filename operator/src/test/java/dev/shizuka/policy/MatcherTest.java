package dev.shizuka.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatcherTest {
  @Test
  void aMissingLabelEqualsTheEmptyOne() {
    assertThat(new Matcher("a", Operation.EQUAL, "").matches(Map.of())).isTrue();
    assertThat(new Matcher("a", Operation.NOT_EQUAL, "x").matches(Map.of())).isTrue();
    assertThat(new Matcher("a", Operation.REGEX, "x?").matches(Map.of())).isTrue();
    assertThat(new Matcher("a", Operation.NOT_REGEX, ".+").matches(Map.of())).isTrue();
    assertThat(new Matcher("a", Operation.REGEX, ".+").matches(Map.of("a", ""))).isFalse();
  }

  @Test
  void aRegularExpressionMustMatchTheWholeValueAndADotMatchesNoLineBreak() {
    assertThat(regex("b").matchesValue("abc")).isFalse();
    assertThat(regex("a|abc").matchesValue("abc")).isTrue();
    assertThat(regex("a|b").matchesValue("ab")).isFalse();
    assertThat(regex("a.c").matchesValue("a\nc")).isFalse();
    assertThat(regex("(?s)a.c").matchesValue("a\nc")).isTrue();
    assertThat(regex("(?m)a$").matchesValue("a\nb")).isFalse();
    assertThat(regex("a").matchesValue("a\n")).isFalse();
    assertThat(regex("a.c").matchesValue("a𝒳c")).isTrue();
  }

  @Test
  void aSetIsWithinAnotherOnlyIfThatIsCertain() {
    MatcherSet two = set(regexOn("priority", "p3|p4"));
    assertThat(set(new Matcher("priority", Operation.EQUAL, "p3")).within(two)).isTrue();
    assertThat(two.within(set(new Matcher("priority", Operation.NOT_EQUAL, "p1")))).isTrue();
    assertThat(two.within(set(new Matcher("priority", Operation.EQUAL, "p3")))).isFalse();
    assertThat(two.within(MatcherSet.of(List.of()))).isTrue();
    assertThat(MatcherSet.of(List.of()).within(two)).isFalse();
    assertThat(set(regexOn("priority", "p[34]")).within(two)).isFalse();
    assertThat(set(regexOn("priority", "p3|p4"), new Matcher("priority", Operation.NOT_EQUAL, "p4"))
        .within(set(new Matcher("priority", Operation.EQUAL, "p3")))).isTrue();
  }

  @Test
  void aContradictionIsFoundWhereItIsCertain() {
    assertThat(set(new Matcher("a", Operation.EQUAL, "x"), new Matcher("a", Operation.EQUAL, "y")).contradictory())
        .isTrue();
    assertThat(set(regexOn("a", "x|y"), regexOn("a", "z.*")).contradictory()).isTrue();
    assertThat(set(regexOn("a", "x.*"), regexOn("a", "x.*").negated()).contradictory()).isTrue();
    assertThat(set(regexOn("a", "x.*"), new Matcher("a", Operation.NOT_EQUAL, "x")).contradictory()).isFalse();
  }

  private static Matcher regex(String value) {
    return regexOn("a", value);
  }

  private static Matcher regexOn(String name, String value) {
    return new Matcher(name, Operation.REGEX, value);
  }

  private static MatcherSet set(Matcher... matchers) {
    return MatcherSet.of(List.of(matchers));
  }
}
