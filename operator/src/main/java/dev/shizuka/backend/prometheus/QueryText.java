package dev.shizuka.backend.prometheus;

/** Expressions as text, without what makes no difference: white space and comments outside strings. */
final class QueryText {
  private QueryText() {}

  /** Two words keep one space between them: {@code a and b} is not {@code aandb}. */
  static String withoutSpace(String expression) {
    StringBuilder out = new StringBuilder(expression.length());
    boolean gap = false;
    for (int at = 0; at < expression.length();) {
      char c = expression.charAt(at);
      if (c == '#') {
        at = endOfLine(expression, at);
        gap = true;
      } else if (Character.isWhitespace(c)) {
        at++;
        gap = true;
      } else {
        int end = c == '"' || c == '\'' || c == '`' ? endOfString(expression, at) : at + 1;
        if (gap && !out.isEmpty() && word(out.charAt(out.length() - 1)) && word(c)) {
          out.append(' ');
        }
        out.append(expression, at, end);
        at = end;
        gap = false;
      }
    }
    return out.toString();
  }

  private static boolean word(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == ':' || c == '.';
  }

  private static int endOfLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static int endOfString(String text, int from) {
    char quote = text.charAt(from);
    int at = from + 1;
    while (at < text.length() && text.charAt(at) != quote) {
      at += quote != '`' && text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }
}
