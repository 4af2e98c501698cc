package dev.shizuka.backend;

/** What the program cannot know before it asks: a backend is away, refuses, or answers nonsense. The message is for the person on call. */
public final class BackendException extends Exception {
  private static final long serialVersionUID = 1;
  private final String reason;
  private final boolean retryable;

  /**
   * @param reason one UpperCamelCase word, also the reason of the condition that reports it: {@code Unreachable}, {@code Unauthorized},
   *     {@code Refused}, {@code BadReply} …
   * @param retryable whether the same request can succeed later
   */
  public BackendException(String reason, boolean retryable, String message) {
    super(message);
    this.reason = reason;
    this.retryable = retryable;
  }

  public String reason() {
    return reason;
  }

  public boolean retryable() {
    return retryable;
  }

  /** The message, never null. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
