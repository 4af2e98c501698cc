package dev.shizuka.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreadthTest {
  @ParameterizedTest
  @ValueSource(strings = {"alertname=~\".*\"", "alertname=~\".+\"", "alertname!=\"\"", "alertname!~\"\"",
      "alertname!=\"ShizukaFlapping\"", "alertname=~\"\\\\w+\"", "alertname=~\"(?i).{1,99}\"", "foo=~\".*\"",
      "foo=~\".*|\"", "foo=~\"|.+\"", "foo=~\"(.|x)*\"", "namespace=~\".+\"", "priority=~\".*\""})
  void someMatchersExcludeNothing(String matcher) {
    assertThat(Breadth.everything(set(matcher), "")).isTrue();
    assertThat(Breadth.everything(set(matcher, "bar=~\".*\""), "")).isTrue();
    assertThat(Breadth.everything(set(matcher, "bar=\"x\""), "")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo=~\".+\"", "foo!=\"\"", "foo=\"\"", "foo!~\"\"", "foo!=\"x\"", "alertname!=\"Watchdog\"",
      "alertname=\"A\"", "alertname=~\"Host.*\"", "alertname=~\"[^x]+\"", "alertname!~\"Host.*\"", "alertname=\"\"",
      "foo=~\"[^x]*\"", "foo=~\"|x\"", "namespace=\"shop\"", "priority=\"p4\"", "severity!=\"critical\""})
  void othersExcludeSomething(String matcher) {
    assertThat(Breadth.everything(set(matcher), "")).isFalse();
  }

  @Test
  void whatIsGivenAnywayDoesNotRestrict() {
    assertThat(Breadth.everything(set("namespace=\"shop\"", "alertname=~\".+\""), "namespace")).isTrue();
    assertThat(Breadth.everything(set("namespace=\"shop\"", "namespace=\"other\""), "namespace")).isFalse();
  }

  private static MatcherSet set(String... matchers) {
    return MatcherSet.of(Arrays.stream(matchers).map(BreadthTest::matcher).toList());
  }

  private static Matcher matcher(String text) {
    try {
      return MatcherSyntax.parse(text);
    } catch (MatcherSyntaxException wrong) {
      throw new AssertionError(wrong);
    }
  }
}
