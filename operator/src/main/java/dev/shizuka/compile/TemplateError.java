package dev.shizuka.compile;

/** Ends the parse of a template at its first mistake; never leaves {@link TemplateSyntax}. */
final class TemplateError extends RuntimeException {
  private static final long serialVersionUID = 1;

  TemplateError(String message) {
    super(message, null, false, false);
  }

  /** What is wrong, in the template's words. */
  String words() {
    return String.valueOf(getMessage());
  }
}
