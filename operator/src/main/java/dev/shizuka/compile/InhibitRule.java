package dev.shizuka.compile;

import dev.shizuka.policy.MatcherSet;
import java.util.List;
import java.util.stream.Collectors;

/** One of Alertmanager's {@code inhibit_rules}, in fields that every version since 0.22 reads; 0.25 knows no {@code name}. */
public record InhibitRule(MatcherSet source, MatcherSet target, List<String> equal) {
  public InhibitRule {
    equal = equal.stream().distinct().sorted().toList();
  }

  /** One line of YAML's flow style. */
  String yaml() {
    return "{source_matchers: " + list(texts(source)) + ", target_matchers: " + list(texts(target)) + ", equal: "
        + list(equal) + "}";
  }

  private static List<String> texts(MatcherSet set) {
    return set.matchers().stream().map(Object::toString).toList();
  }

  private static String list(List<String> texts) {
    return texts.stream().map(InhibitRule::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A double-quoted scalar that every YAML reader takes for the same text. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char next : text.toCharArray()) {
      if (next == '"' || next == '\\') {
        quoted.append('\\').append(next);
      } else if (next < ' ' || next >= 0x7f && next <= 0xa0 || next == '\u2028' || next == '\u2029' || next >= 0xfeff) {
        quoted.append("\\u%04X".formatted((int) next));
      } else {
        quoted.append(next);
      }
    }
    return quoted.append('"').toString();
  }
}
