package dev.shizuka.cli;

/** What was asked for cannot be started; the message says why and what next. */
final class UnusableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableException(String message) {
    super(message);
  }
}
