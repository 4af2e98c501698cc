package dev.shizuka.compile;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The text of a template and how far it has been read. */
final class TemplateInput {
  /** What {@link #peek} gives after the last character. */
  static final int END = -1;

  private final String text;
  private int position;

  TemplateInput(String text) {
    this.text = text;
  }

  /** The code point that far ahead, counted in {@code char}s. */
  int peek(int ahead) {
    return position + ahead < text.length() ? text.codePointAt(position + ahead) : END;
  }

  boolean at(String wanted) {
    return at(0, wanted);
  }

  boolean at(int ahead, String wanted) {
    return text.startsWith(wanted, position + ahead);
  }

  /** Takes that many {@code char}s. */
  String take(int length) {
    position += length;
    return text.substring(position - length, position);
  }

  void skip(int length) {
    position += length;
  }

  /** What stands before that text, which is skipped; null, and nothing is taken, where it does not follow. */
  @Nullable
  String through(String mark) {
    int at = text.indexOf(mark, position);
    if (at < 0) {
      return null;
    }
    String before = take(at - position);
    skip(mark.length());
    return before;
  }

  /** How far ahead that character stands, or -1. */
  int find(int ahead, char wanted) {
    int at = text.indexOf(wanted, position + ahead);
    return at < 0 ? -1 : at - position;
  }

  /** Takes a quoted text with its quotes; its escapes are checked later. */
  String quoted(char quote, String unterminated) {
    int length = 1;
    while (peek(length) != quote) {
      length += peek(length) == '\\' ? 1 : 0;
      if (peek(length) == END || peek(length) == '\n') {
        throw new TemplateError(unterminated);
      }
      length += Character.charCount(peek(length));
    }
    return take(length + 1);
  }

  /** Where the word ends that starts that far ahead. */
  int word(int ahead) {
    int length = ahead;
    while (isAlphanumeric(peek(length))) {
      length += Character.charCount(peek(length));
    }
    return length;
  }

  /** @throws TemplateError unless what stands there may follow a word */
  void terminated(int ahead) {
    int next = peek(ahead);
    boolean terminator = next == END || isSpace(next) || ".,|:()".indexOf(next) >= 0 || at(ahead, "}}");
    if (!terminator) {
      throw new TemplateError(
          String.format(Locale.ROOT, "bad character U+%04X '%s'", next, Character.toString(next)));
    }
  }

  static boolean isSpace(int character) {
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
  }

  /**
   * Letters, digits and underscore. Beyond the alphabets that have not grown since Unicode 13 none counts as a letter: an older Go would not
   * know it.
   */
  static boolean isAlphanumeric(int character) {
    boolean settled = character > 0 && character < 0x0870 || character >= 0x3041 && character < 0x3100
        || character >= 0x4e00 && character < 0x9ffd;
    return character == '_' || settled && (Character.isLetter(character) || Character.isDigit(character));
  }
}
