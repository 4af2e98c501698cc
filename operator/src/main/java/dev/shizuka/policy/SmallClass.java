package dev.shizuka.policy;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A character class of a regular expression, such as {@code [12]} or {@code [a-z0-9.-]}; only of plain ASCII characters and ranges of them.
 *
 * @param characters the ones it takes, where they are few and said outright
 * @param end where the expression goes on; negative if the class is not understood
 */
record SmallClass(Optional<Set<Character>> characters, int end) {
  private static final SmallClass UNKNOWN = new SmallClass(Optional.empty(), -1);
  private static final int FEW = 16;
  /** Of what else may stand in a class, what means nothing but itself. */
  private static final String PLAIN = " !\"#%',./:;<=>@_";

  /** Reads what follows the opening bracket. */
  static SmallClass read(String regex, int from) {
    boolean not = regex.startsWith("^", from);
    int start = not ? from + 1 : from;
    int close = regex.indexOf(']', start);
    if (close <= start) {
      return UNKNOWN;
    }
    Set<Character> characters = new TreeSet<>();
    for (int at = start; at < close; at++) {
      char next = regex.charAt(at);
      boolean range = at + 2 < close && regex.charAt(at + 1) == '-';
      char last = range ? regex.charAt(at + 2) : next;
      boolean plainHyphen = next == '-' && !range && (at == start || at == close - 1);
      if (!plainHyphen && (!plain(next) || !plain(last))) {
        return UNKNOWN;
      }
      for (char one = next; one <= last; one++) {
        characters.add(one);
      }
      at += range ? 2 : 0;
    }
    boolean few = !not && !characters.isEmpty() && characters.size() <= FEW;
    return new SmallClass(few ? Optional.of(characters) : Optional.empty(), close + 1);
  }

  private static boolean plain(char next) {
    return (next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')
        || PLAIN.indexOf(next) >= 0;
  }
}
