package dev.shizuka.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes regular expressions that are nothing but literals with {@code |} between them. */
public final class Alternatives {
  private static final String META = "\\.+*?()|[]{}^$";

  private Alternatives() {}

  /** What the expression matches when it must match the whole value; empty if it is more than literals. */
  static Optional<List<String>> of(String regex) {
    List<String> all = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int at = 0; at < regex.length(); at++) {
      char next = regex.charAt(at);
      if (next == '|') {
        all.add(literal.toString());
        literal.setLength(0);
      } else if (next == '\\' && at + 1 < regex.length() && META.indexOf(regex.charAt(at + 1)) >= 0) {
        literal.append(regex.charAt(++at));
      } else if (META.indexOf(next) < 0) {
        literal.append(next);
      } else {
        return Optional.empty();
      }
    }
    all.add(literal.toString());
    return Optional.of(all.stream().distinct().toList());
  }

  /** The matcher that holds for these values and no other: {@code =} for one, {@code =~} for more. */
  public static Matcher matcher(String label, List<String> values) {
    if (values.size() == 1) {
      return new Matcher(label, Operation.EQUAL, values.getFirst());
    }
    return new Matcher(label, Operation.REGEX, String.join("|", values.stream().map(Alternatives::quoted).toList()));
  }

  private static String quoted(String literal) {
    StringBuilder regex = new StringBuilder();
    for (char next : literal.toCharArray()) {
      if (META.indexOf(next) >= 0) {
        regex.append('\\');
      }
      regex.append(next);
    }
    return regex.toString();
  }
}
