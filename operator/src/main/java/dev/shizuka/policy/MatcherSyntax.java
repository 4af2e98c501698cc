package dev.shizuka.policy;

import java.nio.charset.StandardCharsets;

/**
 * Matchers as people write them: {@code job=~"batch-.*"}. Alertmanager has two parsers (package {@code matcher/compat}): the classic one, and the
 * UTF-8 one since 0.27, and they read some texts differently. Only what both read alike is taken here; the messages say how to write
 * the rest.
 */
public final class MatcherSyntax {
  /** Longest text of a matcher, in characters; the schema says the same. */
  static final int LONGEST_TEXT = 1024;
  /** Longest value, in UTF-16 units. */
  public static final int LONGEST_VALUE = 1024;
  /** Carries our mark of ownership; must equal {@code Mark.LABEL}. */
  static final String RESERVED = "__shizuka__";
  /** What the UTF-8 parser takes only in quotes, besides white space. */
  private static final String NEEDS_QUOTES = "{}!=~,\\\"'`";

  private final String text;
  private int at;

  private MatcherSyntax(String text) {
    this.text = text;
  }

  /** @throws MatcherSyntaxException if this is no matcher, or one that not every Alertmanager understands */
  public static Matcher parse(String text) throws MatcherSyntaxException {
    int length = text.codePointCount(0, text.length());
    if (length > LONGEST_TEXT) {
      throw new MatcherSyntaxException("the matcher has " + length + " characters; " + LONGEST_TEXT + " are allowed");
    }
    return new MatcherSyntax(text).matcher();
  }

  private Matcher matcher() throws MatcherSyntaxException {
    skipSpace();
    String name = name();
    skipSpace();
    Operation operation = operation();
    skipSpace();
    String value = at < text.length() && text.charAt(at) == '"' ? quoted() : bare();
    skipSpace();
    if (at < text.length()) {
      throw wrong("nothing may follow the value: write one matcher an entry, and \\\" for a quote inside quotes");
    }
    return checked(name, operation, value);
  }

  private String name() throws MatcherSyntaxException {
    int start = at;
    while (at < text.length() && LabelName.part(text.charAt(at), at == start)) {
      at++;
    }
    if (at == start) {
      throw wrong("a label name is missing: letters, digits and _, no digit first");
    }
    return text.substring(start, at);
  }

  private Operation operation() throws MatcherSyntaxException {
    for (Operation operation : new Operation[]{Operation.REGEX, Operation.NOT_REGEX, Operation.NOT_EQUAL,
        Operation.EQUAL}) {
      if (text.startsWith(operation.sign(), at)) {
        at += operation.sign().length();
        return operation;
      }
    }
    throw wrong("one of = != =~ !~ must follow the label name (letters, digits and _)");
  }

  private String bare() throws MatcherSyntaxException {
    int start = at;
    while (at < text.length() && !space(text.charAt(at))) {
      if (NEEDS_QUOTES.indexOf(text.charAt(at)) >= 0) {
        throw wrong("this character needs quotes around the value");
      }
      at++;
    }
    if (at == start) {
      throw wrong("a value is missing: write \"\" for an empty one");
    }
    return text.substring(start, at);
  }

  private String quoted() throws MatcherSyntaxException {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next == '"') {
        at++;
        return value.toString();
      }
      if (next == '\n') {
        throw wrong("a line break inside quotes is written \\n");
      }
      value.append(next == '\\' ? escaped() : next);
    }
    throw wrong("the closing quote is missing");
  }

  private char escaped() throws MatcherSyntaxException {
    return switch (++at < text.length() ? text.charAt(at) : ' ') {
      case 'n' -> '\n';
      case '"' -> '"';
      case '\\' -> '\\';
      default -> throw wrong("a backslash inside quotes is written \\\\ (only \\n, \\\" and \\\\ mean the same to every"
          + " Alertmanager)");
    };
  }

  private static Matcher checked(String name, Operation operation, String value) throws MatcherSyntaxException {
    if (name.equals(RESERVED)) {
      throw new MatcherSyntaxException("the label " + RESERVED + " is ours: it marks whose a silence is");
    }
    if (value.length() > LONGEST_VALUE) {
      throw new MatcherSyntaxException("the value has " + value.length() + " characters; " + LONGEST_VALUE
          + " are allowed");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new MatcherSyntaxException("the value has half a character (an unpaired surrogate)");
    }
    if (operation.takesRegex()) {
      RegexBounds.check(value);
    }
    return new Matcher(name, operation, value);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static boolean space(char next) {
    return Character.isWhitespace(next) || Character.isSpaceChar(next) || next == '\u0085';
  }

  private MatcherSyntaxException wrong(String what) {
    return new MatcherSyntaxException("`" + text + "`, character " + (Math.min(at, text.length()) + 1) + ": " + what);
  }
}
