package dev.shizuka.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Made-up regular expressions that compile, and values that they match, or nearly. */
final class Expressions {
  private static final List<String> CHARACTERS = List.of("a", "b", "A", "p", "1", "2", "-", "_", "é", "𝒳", "\n", " ");
  private static final List<String> ATOMS = List.of(".", "\\d", "\\w", "\\S", "\\.", "\\-", "\\|", "\\(", "[12]",
      "[a-b]", "[ab-]", "[^a]", "[a-zA-Z0-9_.-]", "[é]", "[[:alpha:]]", "[]a]", "[\\d]", "[^]]", "\\pL", "\\x61",
      "\\Qa|b\\E", "^", "$", "\\b", "\\B", "\\A", "\\z", "(?i)", "(?i:A)", "(?s)", "(?s:.)", "()", "(|a)", "\\n", "}",
      "]", "{", "{a}", "\\141", "\\a", "(?U)");
  private static final List<String> REPEATS = List.of("?", "*", "+", "??", "*?", "+?", "{0}", "{2}", "{0,1}", "{1,}",
      "{,2}", "{1,2}?");
  private static final List<String> OPENINGS = List.of("(", "(?:", "(?P<n>");

  private final Random random;

  Expressions(Random random) {
    this.random = random;
  }

  /** One that RE2/J takes, bare and in a group. */
  String regex() {
    while (true) {
      String regex = alternatives(2);
      try {
        Matcher unused = new Matcher("a", Operation.REGEX, regex);
        Pattern anchored = Pattern.compile("^(?:" + regex + ")$");
        if (anchored.programSize() < 1000) {
          return regex;
        }
      } catch (PatternSyntaxException again) {
        assert again.getMessage() != null;
      }
    }
  }

  private String alternatives(int depth) {
    return some(random.nextInt(3) == 0 ? 3 : 1, () -> sequence(depth), "|");
  }

  private String sequence(int depth) {
    return some(random.nextInt(5), () -> atom(depth) + (random.nextInt(4) == 0 ? pick(REPEATS) : ""), "");
  }

  private String atom(int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> depth == 0 ? "" : pick(OPENINGS) + alternatives(depth - 1) + ")";
      case 1, 2 -> pick(ATOMS);
      default -> pick(CHARACTERS);
    };
  }

  private String some(int count, java.util.function.Supplier<String> one, String between) {
    return IntStream.range(0, count).mapToObj(ignored -> one.get()).collect(Collectors.joining(between));
  }

  /** Words of the expression's own letters: some match it, most nearly. */
  String value(String expression) {
    String regex = expression.replaceAll("\\(\\?(P<n>|[a-zA-Z]*[:)]?)", "(");
    StringBuilder value = new StringBuilder();
    for (int at = 0; at < regex.length(); at += Character.charCount(regex.codePointAt(at))) {
      int next = regex.codePointAt(at);
      int luck = random.nextInt(12);
      boolean sign = "\\.+*?()|[]{}^$".indexOf(next) >= 0;
      if (sign ? luck == 0 : luck > 1) {
        value.appendCodePoint(luck == 2 ? otherCase(next) : next);
      }
      if (next == '|' && random.nextBoolean()) {
        break;
      }
      if (luck == 1) {
        value.append(pick(CHARACTERS));
      }
    }
    return value.toString();
  }

  private static int otherCase(int letter) {
    return Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
  }

  <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
