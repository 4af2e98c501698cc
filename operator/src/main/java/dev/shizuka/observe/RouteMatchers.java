package dev.shizuka.observe;

import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The three forms in which a route of Alertmanager's configuration says what it matches: {@code match}, {@code match_re} and
 * {@code matchers}. Reads what Alertmanager itself writes into {@code config.original}, all of it: what people declare is for
 * {@link dev.shizuka.policy.MatcherSyntax}, which takes less and says what is wrong.
 */
final class RouteMatchers {
  private final String text;
  private int at;

  private RouteMatchers(String text) {
    this.text = text;
  }

  static List<Matcher> equal(Map<String, String> match) {
    return match.entrySet().stream()
        .map(entry -> new Matcher(entry.getKey(), Operation.EQUAL, entry.getValue())).toList();
  }

  static List<Matcher> regex(Map<String, String> match) {
    return match.entrySet().stream()
        .map(entry -> new Matcher(entry.getKey(), Operation.REGEX, entry.getValue())).toList();
  }

  /**
   * One or more matchers, separated by commas, in braces or not; names and values may be quoted.
   *
   * @throws IllegalArgumentException if they cannot be understood
   */
  static List<Matcher> parse(String text) {
    String inner = text.strip();
    if (inner.startsWith("{") && inner.endsWith("}")) {
      inner = inner.substring(1, inner.length() - 1);
    }
    return new RouteMatchers(inner).all();
  }

  private List<Matcher> all() {
    List<Matcher> matchers = new ArrayList<>();
    skip();
    while (at < text.length()) {
      String name = token("=!");
      Operation operation = operation();
      matchers.add(new Matcher(name, operation, token(",")));
      if (at < text.length() && text.charAt(at++) != ',') {
        throw new IllegalArgumentException("a comma is missing in the matchers " + text);
      }
      skip();
    }
    return matchers;
  }

  private Operation operation() {
    for (Operation operation : List.of(Operation.REGEX, Operation.NOT_REGEX, Operation.NOT_EQUAL, Operation.EQUAL)) {
      if (text.startsWith(operation.sign(), at)) {
        at += operation.sign().length();
        return operation;
      }
    }
    throw new IllegalArgumentException("an operator is missing in the matchers " + text);
  }

  private String token(String ends) {
    skip();
    String token = at < text.length() && text.charAt(at) == '"' ? quoted() : bare(ends);
    skip();
    return token;
  }

  private String bare(String ends) {
    int from = at;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at).strip();
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
        appendEscaped(value, text.charAt(at));
      } else {
        value.append(text.charAt(at));
      }
    }
    if (at++ >= text.length()) {
      throw new IllegalArgumentException("a quote is missing in the matchers " + text);
    }
    return value.toString();
  }

  private static void appendEscaped(StringBuilder value, char escaped) {
    switch (escaped) {
      case 'n' -> value.append('\n');
      case '"', '\\' -> value.append(escaped);
      default -> value.append('\\').append(escaped);
    }
  }

  private void skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
