package dev.shizuka.operator;

import dev.shizuka.catalog.Problem;
import java.util.List;

/**
 * What a condition says.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 */
record Finding(String status, String reason, String message) {
  private static final int LONGEST = 1024;

  Finding {
    message = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
  }

  static Finding good(String reason, String message) {
    return new Finding("True", reason, message);
  }

  static Finding bad(String reason, String message) {
    return new Finding("False", reason, message);
  }

  static Finding unknown(String reason, String message) {
    return new Finding("Unknown", reason, message);
  }

  /** The first problem speaks, the others are counted: errors beat successes, the first error wins. */
  static Finding bad(List<Problem> problems, String otherwise) {
    if (problems.isEmpty()) {
      return bad("Refused", otherwise);
    }
    Problem first = problems.getFirst();
    String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
    return bad(first.reason(), first.message() + more);
  }

  boolean holds() {
    return status.equals("True");
  }
}
