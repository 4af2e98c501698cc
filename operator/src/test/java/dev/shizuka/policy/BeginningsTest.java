package dev.shizuka.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.shizuka.testbed.Testbed;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeginningsTest {
  @ParameterizedTest
  @CsvSource(delimiter = ' ', value = {"web|api web,api", "batch-.* batch-…", "(web|api)-.* web-…,api-…",
      "p[12] p1,p2", "p[1-3]x p1x,p2x,p3x", "^web$ web", "(?:web|api)-(a|b) web-a,web-b,api-a,api-b",
      "(?P<n>web)-x web-x", "a\\.b a.b", "web-?x web-x,webx", "ab+ ab…", "ab*c a…", "ab{2}c a…", "été-.* été-…",
      "a𝒳? a𝒳,a", "web\\d+ web…", "web[a-z]x web…", "web[^a] web…", "web|web.* web…", "a.*|ab.* a…", "x\\bweb xweb"})
  void readsHowValuesBegin(String regex, String expected) {
    assertThat(written(regex)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ' ', value = {".*web x", "(?i)web x", "web(?i)x x", "a(?i:b) x", "web\\Q|\\Ex x", "web\\pL x",
      "a\\x62 x", "[[:alpha:]] x", "a\\142 x", "web{a} x", "[é]a x", "[]a]b x", "\\Qweb x", "a{1 x"})
  void whatIsNotUnderstoodToTheLastCharacterMayBeAnything(String regex, String ignored) {
    assertThat(written(regex)).as(ignored).isEqualTo("…");
  }

  @Test
  void theEmptyValueIsOneOfThem() {
    assertThat(Beginnings.of("|p1")).containsExactly(new Beginning("", true), new Beginning("p1", true));
    assertThat(Beginnings.of("(web)?")).contains(new Beginning("", true), new Beginning("web", true));
    assertThat(Beginnings.of("")).containsExactly(new Beginning("", true));
  }

  @Test
  void productsAndListsAreBounded() {
    assertThat(Beginnings.of("x" + "[0-9]".repeat(5))).hasSize(10).contains(new Beginning("x7", false));
    assertThat(Beginnings.of(literals(300))).hasSize(300);
    assertThat(Beginnings.of("(" + literals(300) + ")-.*")).hasSize(300);
    assertThat(Beginnings.of(literals(600))).isEqualTo(Beginnings.ANY);
    assertThat(Beginnings.of("(".repeat(40) + "a" + ")".repeat(40))).isEqualTo(Beginnings.ANY);
  }

  private static String literals(int count) {
    return IntStream.range(0, count).mapToObj(at -> "v" + at).collect(Collectors.joining("|"));
  }

  @Test
  void everyValueThatMatchesIsAdmitted() {
    Random random = new Random(11);
    Expressions expressions = new Expressions(random);
    int matched = 0;
    int narrowed = 0;
    for (int count = 0; count < Testbed.scale(20_000); count++) {
      String regex = expressions.regex();
      Pattern pattern = Pattern.compile("^(?:" + regex + ")$");
      List<Beginning> beginnings = Beginnings.of(regex);
      narrowed += beginnings.equals(Beginnings.ANY) ? 0 : 1;
      for (int tries = 0; tries < 10; tries++) {
        String value = expressions.value(regex);
        if (pattern.matches(value)) {
          matched++;
          assertThat(beginnings).as("%s matches %s", regex, value).anyMatch(one -> one.admits(value));
        }
      }
    }
    assertThat(matched).isGreaterThan(Testbed.scale(20_000));
    assertThat(narrowed).isGreaterThan(Testbed.scale(5_000));
  }

  @Test
  void aMatcherSaysWhatRe2Says() {
    Random random = new Random(12);
    Expressions expressions = new Expressions(random);
    for (int count = 0; count < Testbed.scale(10_000); count++) {
      String regex = expressions.regex();
      Pattern pattern = Pattern.compile("^(?:" + regex + ")$");
      Matcher matcher = new Matcher("a", Operation.REGEX, regex);
      for (String value : List.of(expressions.value(regex), expressions.value(regex), "", regex)) {
        assertThat(matcher.matchesValue(value)).as("%s on %s", regex, value).isEqualTo(pattern.matches(value));
        assertThat(matcher.negated().matchesValue(value)).isNotEqualTo(pattern.matches(value));
      }
    }
  }

  private static String written(String regex) {
    return Beginnings.of(regex).stream().map(one -> one.text() + (one.whole() ? "" : "…"))
        .collect(Collectors.joining(","));
  }
}
