package dev.shizuka.policy;

/** A text that is no matcher; the message says what is wrong and where. */
public final class MatcherSyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  private final String explanation;

  MatcherSyntaxException(String explanation) {
    super(explanation);
    this.explanation = explanation;
  }

  @Override
  public String getMessage() {
    return explanation;
  }
}
