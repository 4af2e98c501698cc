package dev.shizuka.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherSyntaxTest {
  @Test
  void readsAllOperationsBareAndQuoted() throws MatcherSyntaxException {
    assertThat(MatcherSyntax.parse("job=batch")).isEqualTo(new Matcher("job", Operation.EQUAL, "batch"));
    assertThat(MatcherSyntax.parse(" job != \"a b\" ")).isEqualTo(new Matcher("job", Operation.NOT_EQUAL, "a b"));
    assertThat(MatcherSyntax.parse("job=~batch-.*")).isEqualTo(new Matcher("job", Operation.REGEX, "batch-.*"));
    assertThat(MatcherSyntax.parse("_j1!~\"\"")).isEqualTo(new Matcher("_j1", Operation.NOT_REGEX, ""));
    assertThat(MatcherSyntax.parse("job=\"a\\\\b\\\"c\\nd\"")).isEqualTo(
        new Matcher("job", Operation.EQUAL, "a\\b\"c\nd"));
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {"``,label name", "=x,label name", "1a=x,label name", "a:b=x,one of",
      "a,one of",
      "a~x,one of", "a=,value is missing", "a=\"x,closing quote", "a=x\"y,needs quotes", "a=x y,nothing may follow",
      "a=\"x\"y,nothing may follow", "a=\"x\\.y\",backslash", "a=\"x\\ty\",backslash", "a=x\\y,needs quotes",
      "`a=x,b=y`,needs quotes", "{a=x},label name", "__shizuka__=x,is ours", "a=~\"(\",missing closing",
      "a=~\"a)(b\",regular expression", "a=~\"\\\\Qa\",regular expression", "a=~\"(?<n>x)\",named group",
      "a=~\"x{1001}\",multiply", "a=~\"\\\\é\",beyond ASCII", "a=~\"(x{100}){100}\",invalid repeat count",
      "a=~\"(?=x)\",regular expression"})
  void saysWhatIsWrong(String text, String part) {
    assertThatThrownBy(() -> MatcherSyntax.parse(text)).isInstanceOf(MatcherSyntaxException.class)
        .hasMessageContaining(part);
  }

  @Test
  void saysWhere() {
    assertThatThrownBy(() -> MatcherSyntax.parse("job=\"a\\.b\"")).hasMessageContaining("character 8");
  }

  @Test
  void boundsValuesAndRefusesHalfCharacters() {
    assertThatThrownBy(() -> MatcherSyntax.parse("a=" + "x".repeat(1023))).hasMessageContaining("1024 are allowed");
    assertThatThrownBy(() -> MatcherSyntax.parse("a".repeat(1 << 20))).message().hasSizeLessThan(100);
    assertThatThrownBy(() -> MatcherSyntax.parse("a=\ud835")).hasMessageContaining("unpaired");
    assertThatThrownBy(() -> MatcherSyntax.parse("a=~\"" + "(".repeat(1000) + "\""))
        .isInstanceOf(MatcherSyntaxException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a{10}b{10}c{10}d{10}e{10}f{10}g{10}h{10}i{10}j{10}k{10}){100}", "(?:xxxxxxxxxxxx){1000}"})
  void aProgramThatWouldBeLargeIsRefused(String regex) {
    assertThatThrownBy(() -> MatcherSyntax.parse("a=~\"" + regex + "\"")).hasMessageContaining(
        "expression too large");
  }

  @Test
  @Timeout(2)
  void whatWouldFillTheMemoryIsNotEvenCompiled() {
    String monster = "a=~\"(" + "x".repeat(1000) + "){1000}\"";
    for (int many = 0; many < 1000; many++) {
      assertThatThrownBy(() -> MatcherSyntax.parse(monster)).hasMessageContaining("expression too large");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}",
      "([0-9]{1,3}.){3}[0-9]{1,3}", "x{1000}"})
  void ordinaryRepetitionIsTaken(String regex) throws MatcherSyntaxException {
    assertThat(MatcherSyntax.parse("a=~\"" + regex + "\"").value()).isEqualTo(regex);
  }

  @Property(tries = 2000)
  void whatAMatcherPrintsIsReadBack(@ForAll @StringLength(max = 40) String value) throws MatcherSyntaxException {
    Matcher matcher = new Matcher("name", Operation.NOT_EQUAL, value);
    if (java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      assertThat(MatcherSyntax.parse(matcher.toString())).isEqualTo(matcher);
    }
  }

  @Property(tries = 3000)
  void anyTextIsReadOrRefusedWithAMessage(@ForAll @StringLength(max = 30) String text) {
    try {
      MatcherSyntax.parse("a=~" + text).matches(Map.of("a", text));
    } catch (MatcherSyntaxException refused) {
      assertThat(refused).hasMessageMatching("(?s).{10,}");
    }
  }
}
