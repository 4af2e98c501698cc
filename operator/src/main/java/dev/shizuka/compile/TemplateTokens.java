package dev.shizuka.compile;

import dev.shizuka.compile.TemplateToken.Type;
import java.util.List;

/** Tokens in order, with any look-ahead. */
final class TemplateTokens {
  private final List<TemplateToken> tokens;
  private int position;

  TemplateTokens(List<TemplateToken> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  TemplateToken peek() {
    return tokens.get(position);
  }

  /** The next token; the end of the text stays next for ever. */
  TemplateToken next() {
    TemplateToken token = peek();
    position = Math.min(position + 1, tokens.size() - 1);
    return token;
  }

  TemplateToken peekAfterSpace() {
    while (peek().is(Type.SPACE)) {
      next();
    }
    return peek();
  }

  TemplateToken nextAfterSpace() {
    peekAfterSpace();
    return next();
  }

  /** @throws TemplateError unless the next token but spaces is of that type */
  TemplateToken expect(Type type, String context) {
    TemplateToken token = nextAfterSpace();
    if (!token.is(type)) {
      throw unexpected(token, context);
    }
    return token;
  }

  /** Where the reader stands, for {@link #back}. */
  int mark() {
    return position;
  }

  void back(int mark) {
    position = mark;
  }

  static TemplateError unexpected(TemplateToken token, String context) {
    return new TemplateError("unexpected " + token + " in " + context);
  }
}
