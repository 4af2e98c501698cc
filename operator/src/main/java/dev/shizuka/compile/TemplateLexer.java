package dev.shizuka.compile;

import dev.shizuka.compile.TemplateToken.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts a Go template into tokens. Trim markers and comments leave none. */
final class TemplateLexer {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";
  private static final Set<String> KEYWORDS = Set.of("block", "break", "continue", "define", "else", "end", "if",
      "range", "template", "with");

  private final TemplateInput input;
  private final List<TemplateToken> tokens = new ArrayList<>();
  private int depth;

  private TemplateLexer(String text) {
    this.input = new TemplateInput(text);
  }

  /** @throws TemplateError at the first place that is no token */
  static List<TemplateToken> tokens(String text) {
    TemplateLexer lexer = new TemplateLexer(text);
    while (lexer.text()) {
      if (!lexer.comment()) {
        lexer.action();
      }
    }
    lexer.add(Type.END_OF_TEXT, "");
    return lexer.tokens;
  }

  /** Takes the text before the next action; false where there is none any more. */
  private boolean text() {
    String before = input.through(OPEN);
    if (before == null) {
      return false;
    }
    if (!before.isEmpty()) {
      add(Type.TEXT, before);
    }
    return true;
  }

  private boolean comment() {
    boolean trimmed = input.at("-") && TemplateInput.isSpace(input.peek(1));
    int marker = trimmed ? 2 : 0;
    if (!input.at(marker, "/*")) {
      input.skip(marker);
      return false;
    }
    input.skip(marker + 2);
    if (input.through("*/") == null) {
      throw new TemplateError("unclosed comment");
    }
    if (!closes()) {
      throw new TemplateError("comment ends before closing delimiter");
    }
    skipClose();
    return true;
  }

  private void action() {
    add(Type.OPEN, OPEN);
    depth = 0;
    while (!closes()) {
      inside();
    }
    if (depth > 0) {
      throw new TemplateError("unclosed left paren");
    }
    skipClose();
    add(Type.CLOSE, CLOSE);
  }

  private boolean closes() {
    return input.at(CLOSE) || TemplateInput.isSpace(input.peek(0)) && input.at(1, "-" + CLOSE);
  }

  private void skipClose() {
    input.skip(input.at(CLOSE) ? CLOSE.length() : CLOSE.length() + 2);
  }

  private void inside() {
    int next = input.peek(0);
    switch (next) {
      case TemplateInput.END -> throw new TemplateError("unclosed action");
      case ' ', '\t', '\r', '\n' -> space();
      case '=' -> add(Type.ASSIGN, input.take(1));
      case ':' -> declare();
      case '|' -> add(Type.PIPE, input.take(1));
      case '"' -> add(Type.STRING, input.quoted('"', "unterminated quoted string"));
      case '\'' -> add(Type.CHARACTER_CONSTANT, input.quoted('\'', "unterminated character constant"));
      case '`' -> rawString();
      case '(', ')' -> paren(next);
      case '$' -> named(Type.VARIABLE);
      case '.' -> dot();
      case '+', '-' -> number();
      default -> other(next);
    }
  }

  private void space() {
    int length = 0;
    // The last space before "-}}" belongs to the delimiter.
    while (TemplateInput.isSpace(input.peek(length)) && !input.at(length + 1, "-" + CLOSE)) {
      length++;
    }
    add(Type.SPACE, input.take(length));
  }

  private void declare() {
    if (!input.at(":=")) {
      throw new TemplateError("expected :=");
    }
    add(Type.DECLARE, input.take(2));
  }

  private void rawString() {
    int end = input.find(1, '`');
    if (end < 0) {
      throw new TemplateError("unterminated raw quoted string");
    }
    add(Type.RAW_STRING, input.take(end + 1));
  }

  private void paren(int paren) {
    depth += paren == '(' ? 1 : -1;
    if (depth < 0) {
      throw new TemplateError("unexpected right paren");
    }
    add(paren == '(' ? Type.LEFT_PAREN : Type.RIGHT_PAREN, input.take(1));
  }

  private void dot() {
    int after = input.peek(1);
    if (after >= '0' && after <= '9') {
      number();
    } else if (TemplateInput.isAlphanumeric(after)) {
      named(Type.FIELD);
    } else {
      input.terminated(1);
      add(Type.DOT, input.take(1));
    }
  }

  private void named(Type type) {
    int length = input.word(1);
    input.terminated(length);
    add(type, input.take(length));
  }

  private void number() {
    int length = TemplateNumber.length(input);
    int sign = input.peek(length);
    if (sign != '+' && sign != '-') {
      add(Type.NUMBER, input.take(length));
      return;
    }
    String first = input.take(length);
    String second = input.take(TemplateNumber.length(input));
    if (!second.endsWith("i")) {
      throw new TemplateError("bad number syntax: \"" + first + second + '"');
    }
    add(Type.COMPLEX, first + second);
  }

  private void other(int next) {
    if (next >= '0' && next <= '9') {
      number();
    } else if (TemplateInput.isAlphanumeric(next)) {
      word();
    } else if (next > ' ' && next < 0x7f) {
      add(Type.CHARACTER, input.take(1));
    } else {
      throw new TemplateError(String.format(Locale.ROOT, "unrecognized character in action: U+%04X", next));
    }
  }

  private void word() {
    int length = input.word(0);
    input.terminated(length);
    String word = input.take(length);
    add(switch (word) {
      case "true", "false" -> Type.BOOLEAN;
      case "nil" -> Type.NIL;
      default -> KEYWORDS.contains(word) ? Type.KEYWORD : Type.IDENTIFIER;
    }, word);
  }

  private void add(Type type, String text) {
    tokens.add(new TemplateToken(type, text));
  }
}
