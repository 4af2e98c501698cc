package dev.shizuka.compile;

/**
 * One token of a Go template.
 *
 * @param text as it stands in the template, quotes included
 */
record TemplateToken(Type type, String text) {
  enum Type {
    TEXT, OPEN, CLOSE, SPACE, PIPE, DECLARE, ASSIGN, LEFT_PAREN, RIGHT_PAREN, CHARACTER, FIELD, DOT, VARIABLE, IDENTIFIER, KEYWORD, BOOLEAN, NIL, NUMBER, COMPLEX, CHARACTER_CONSTANT, STRING, RAW_STRING, END_OF_TEXT
  }

  boolean is(Type wanted) {
    return type == wanted;
  }

  boolean isKeyword(String word) {
    return type == Type.KEYWORD && text.equals(word);
  }

  boolean isComma() {
    return type == Type.CHARACTER && text.equals(",");
  }

  /** As Go names it in its messages. */
  @Override
  public String toString() {
    return switch (type) {
      case END_OF_TEXT -> "EOF";
      case KEYWORD -> "<" + text + ">";
      default -> '"' + (text.length() > 10
          ? text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, 10))) + "..."
          : text) + '"';
    };
  }
}
