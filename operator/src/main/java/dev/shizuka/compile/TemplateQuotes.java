package dev.shizuka.compile;

import java.util.Locale;

/** Go's quoted texts (strconv.Unquote): which escapes they may hold, and how to write one. */
final class TemplateQuotes {
  private TemplateQuotes() {}

  /** @param quoted with its quotes
   * @throws TemplateError where Go would not unquote it */
  static void checkString(String quoted) {
    int end = quoted.length() - 1;
    int at = 1;
    while (at < end) {
      at = next(quoted, at, '"');
    }
  }

  /** @param quoted with its quotes
   * @throws TemplateError unless it is exactly one character */
  static void checkCharacter(String quoted) {
    int end = quoted.length() - 1;
    if (end < 2 || next(quoted, 1, '\'') != end) {
      throw new TemplateError("malformed character constant: " + quoted);
    }
  }

  /** A Go string constant of that text. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(character -> {
      if (character == '"' || character == '\\') {
        quoted.append('\\').appendCodePoint(character);
      } else if (character < ' ' || character == 0x7f) {
        quoted.append(String.format(Locale.ROOT, "\\x%02x", character));
      } else {
        quoted.appendCodePoint(character);
      }
    });
    return quoted.append('"').toString();
  }

  /** A template that gives exactly that text, whatever stands in it. */
  static String literal(String text) {
    return text.contains("{{") ? "{{ " + quote(text) + " }}" : text;
  }

  private static int next(String quoted, int at, char quote) {
    if (quoted.charAt(at) != '\\') {
      return at + Character.charCount(quoted.codePointAt(at));
    }
    char escape = quoted.charAt(at + 1);
    if ("abfnrtv\\".indexOf(escape) >= 0 || escape == quote) {
      return at + 2;
    }
    return switch (escape) {
      case 'x' -> numeric(quoted, at + 2, 2, 16);
      case 'u' -> numeric(quoted, at + 2, 4, 16);
      case 'U' -> numeric(quoted, at + 2, 8, 16);
      default -> numeric(quoted, at + 1, 3, 8);
    };
  }

  private static int numeric(String quoted, int from, int digits, int radix) {
    int to = from + digits;
    long value = 0;
    for (int at = from; at < to; at++) {
      int digit = at < quoted.length() - 1 && quoted.charAt(at) < 0x80 ? Character.digit(quoted.charAt(at), radix) : -1;
      if (digit < 0) {
        throw new TemplateError("invalid escape in " + quoted);
      }
      value = value * radix + digit;
    }
    boolean surrogate = digits >= 4 && value >= 0xd800 && value < 0xe000;
    if (surrogate || value > Character.MAX_CODE_POINT || radix == 8 && value > 255) {
      throw new TemplateError("invalid escape in " + quoted);
    }
    return to;
  }
}
