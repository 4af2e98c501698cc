package dev.shizuka.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Regular expressions that Go refuses and RE2/J would take: nested repetitions of more than a thousand, which would also fill the memory,
 * escaped characters beyond ASCII, and {@code (?<name>}, which Go knows since 1.22 only.
 */
final class RegexBounds {
  /** Go's own bound on nested repetition, {@code invalid repeat count} in its words. */
  private static final long MOST_REPETITIONS = 1000;
  private static final int LARGEST_PROGRAM = 10_000;
  /** Length times repetitions: what is larger is not even compiled, for that alone takes a tenth of a second and a hundred megabytes. */
  private static final long LARGEST_EXPANSION = 200_000;
  private static final Pattern REPETITION = Pattern.compile("(\\)?)\\{(\\d{1,6})(?:,(\\d{0,6}))?\\}");

  private RegexBounds() {}

  static void check(String regex) throws MatcherSyntaxException {
    if (regex.contains("(?<")) {
      throw refused(regex, "a named group is written (?P<name>…) for older Alertmanagers");
    }
    if (escapesBeyondAscii(regex)) {
      throw refused(regex, "a backslash may not stand before a character beyond ASCII");
    }
    long repetitions = repetitions(regex);
    if (repetitions > MOST_REPETITIONS) {
      throw refused(regex, "invalid repeat count: its repetitions multiply to more than " + MOST_REPETITIONS);
    }
    if (repetitions * regex.length() > LARGEST_EXPANSION) {
      throw refused(regex, "expression too large: it has " + regex.length() + " characters and repeats some of them "
          + repetitions + " times");
    }
    try {
      new dev.shizuka.policy.Matcher("checked", Operation.REGEX, regex);
      if (Pattern.compile(regex).programSize() > LARGEST_PROGRAM) {
        throw refused(regex, "expression too large: use fewer or shorter repetitions");
      }
    } catch (PatternSyntaxException wrong) {
      throw refused(regex, wrong.getDescription());
    }
  }

  private static boolean escapesBeyondAscii(String regex) {
    for (int at = 0; at < regex.length() - 1; at++) {
      if (regex.charAt(at) == '\\' && regex.charAt(++at) > 127) {
        return true;
      }
    }
    return false;
  }

  /**
   * At least as many as any one atom is repeated: the counts behind every group multiplied, times the largest of the others, wherever
   * they stand. Reading too much into brackets or quotes only makes it larger.
   */
  private static long repetitions(String regex) {
    long groups = 1;
    long atoms = 1;
    Matcher found = REPETITION.matcher(regex);
    for (int from = 0; found.find(from); from = found.end()) {
      long count = Math.max(1, Math.max(count(found.group(2)), count(found.group(3))));
      if (found.group(1).isEmpty()) {
        atoms = Math.max(atoms, count);
      } else {
        groups = Math.min(groups * count, MOST_REPETITIONS + 1);
      }
    }
    return groups * atoms;
  }

  private static long count(String digits) {
    return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  private static MatcherSyntaxException refused(String regex, String why) {
    return new MatcherSyntaxException("the regular expression `" + regex + "` is refused: " + why);
  }
}
