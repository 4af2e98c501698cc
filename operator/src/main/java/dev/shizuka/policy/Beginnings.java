package dev.shizuka.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads from a regular expression how the values that it matches can begin: {@code (web|api)-.*} only with {@code web-} or {@code api-}. Says
 * too much rather than too little: every value that matches is admitted by one of the answers, and of an expression that is not understood to its
 * last character the answer is that any value may match. Whether a value does match RE2/J decides alone.
 */
final class Beginnings {
  /** Of every value. */
  static final List<Beginning> ANY = List.of(new Beginning("", false));
  private static final List<Beginning> NOTHING_YET = List.of(new Beginning("", true));
  private static final int MOST = 512;
  /** How far {@code [12][34]} multiplies before it is cut short. */
  private static final int MOST_COMBINED = 32;
  private static final int DEEPEST = 32;
  private static final String REPEATS = "*+?{";

  private final String regex;
  private int at;
  private boolean lost;

  private Beginnings(String regex) {
    this.regex = regex;
  }

  /** Of an expression that compiles and must match the whole value. */
  static List<Beginning> of(String regex) {
    Beginnings reader = new Beginnings(regex);
    List<Beginning> all = reader.alternatives(0);
    return reader.lost || reader.at < regex.length() || all.size() > MOST ? ANY : widest(all);
  }

  private List<Beginning> alternatives(int depth) {
    List<Beginning> all = new ArrayList<>(sequence(depth));
    while (skip("|")) {
      all.addAll(sequence(depth));
    }
    return all;
  }

  private List<Beginning> sequence(int depth) {
    List<Beginning> all = NOTHING_YET;
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      all = joined(all, repeated(atom(depth)));
    }
    return all;
  }

  private List<Beginning> atom(int depth) {
    int next = regex.codePointAt(at);
    at += Character.charCount(next);
    return switch (next) {
      case '(' -> group(depth);
      case '[' -> oneOf();
      case '\\' -> escaped();
      case '.' -> ANY;
      // Where they do not hold nothing matches: taking them for nothing says too much, which is allowed.
      case '^', '$' -> NOTHING_YET;
      case '*', '+', '?', '{', '}', ']' -> giveUp();
      default -> Character.getType(next) == Character.SURROGATE
          ? giveUp()
          : List.of(new Beginning(Character.toString(next), true));
    };
  }

  private List<Beginning> group(int depth) {
    if (depth == DEEPEST) {
      return giveUp();
    }
    if (skip("?P<")) {
      at = regex.indexOf('>', at) + 1;
    } else if (!skip("?:") && regex.startsWith("?", at)) {
      return giveUp();
    }
    List<Beginning> all = alternatives(depth + 1);
    return skip(")") && all.size() <= MOST ? all : giveUp();
  }

  private List<Beginning> escaped() {
    char next = at < regex.length() ? regex.charAt(at++) : 'Q';
    if ("dDsSwW".indexOf(next) >= 0) {
      return ANY;
    }
    if ("bBAz".indexOf(next) >= 0) {
      return NOTHING_YET;
    }
    return punctuation(next) ? List.of(new Beginning(String.valueOf(next), true)) : giveUp();
  }

  private static boolean punctuation(char next) {
    return next > ' ' && next < 127 && !letterOrDigit(next);
  }

  private static boolean letterOrDigit(char next) {
    return (next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
  }

  private List<Beginning> oneOf() {
    SmallClass read = SmallClass.read(regex, at);
    if (read.end() < 0) {
      return giveUp();
    }
    at = read.end();
    return read.characters().<List<Beginning>>map(
        all -> all.stream().map(one -> new Beginning(String.valueOf(one), true)).toList()).orElse(ANY);
  }

  /** The atom with whatever repeats it; a second {@code ?} (lazy) adds what is there already. */
  private List<Beginning> repeated(List<Beginning> atom) {
    List<Beginning> all = atom;
    while (at < regex.length() && REPEATS.indexOf(regex.charAt(at)) >= 0) {
      all = switch (regex.charAt(at++)) {
        case '?' -> joinedLists(all, NOTHING_YET);
        case '+' -> open(all);
        case '{' -> counted();
        default -> ANY;
      };
    }
    return all;
  }

  private List<Beginning> counted() {
    int end = regex.indexOf('}', at);
    boolean counts = end > at
        && regex.substring(at, end).chars().allMatch(next -> next == ',' || next >= '0' && next <= '9');
    if (!counts) {
      return giveUp();
    }
    at = end + 1;
    return ANY;
  }

  private static List<Beginning> joined(List<Beginning> before, List<Beginning> after) {
    if (before.size() > 1 && after.size() > 1 && before.size() * after.size() > MOST_COMBINED) {
      return open(before);
    }
    List<Beginning> all = new ArrayList<>();
    for (Beginning first : before) {
      if (first.whole()) {
        after.forEach(second -> all.add(new Beginning(first.text() + second.text(), second.whole())));
      } else {
        all.add(first);
      }
    }
    return all;
  }

  private static List<Beginning> joinedLists(List<Beginning> one, List<Beginning> two) {
    List<Beginning> all = new ArrayList<>(one);
    all.addAll(two);
    return all;
  }

  private static List<Beginning> open(List<Beginning> all) {
    return all.stream().map(one -> new Beginning(one.text(), false)).toList();
  }

  private static List<Beginning> widest(List<Beginning> all) {
    List<Beginning> distinct = all.stream().distinct().toList();
    List<Beginning> open = distinct.stream().filter(one -> !one.whole()).toList();
    return distinct.stream()
        .filter(one -> open.stream().noneMatch(other -> !other.equals(one) && other.admits(one.text()))).toList();
  }

  private boolean skip(String expected) {
    boolean found = regex.startsWith(expected, at);
    at += found ? expected.length() : 0;
    return found;
  }

  /** Nothing more is read, and the answer will be that any value may match. */
  private List<Beginning> giveUp() {
    lost = true;
    at = regex.length();
    return ANY;
  }
}
