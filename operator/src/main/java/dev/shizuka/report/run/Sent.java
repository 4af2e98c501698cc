package dev.shizuka.report.run;

/** What one try came to. */
sealed interface Sent {
  /** The receiver said that it has it. */
  record Arrived() implements Sent {}

  /** It did not go out, or the receiver said that it did not take it. */
  record Refused(String why) implements Sent {}

  /** It went out, and no answer came. */
  record Unanswered(String why) implements Sent {}
}
