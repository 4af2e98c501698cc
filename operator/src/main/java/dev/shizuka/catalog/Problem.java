package dev.shizuka.catalog;

import java.util.Comparator;

/**
 * A mistake in something declared, as data.
 *
 * @param path JSON pointer into the object, such as {@code /spec/rules/3/expr}; empty for the object as a whole
 * @param reason one UpperCamelCase word, also the reason of the condition that reports it
 * @param message a sentence for the person on call: what, where, what next
 */
public record Problem(String path, String reason, String message) implements Comparable<Problem> {
  private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::path).thenComparing(Problem::reason)
      .thenComparing(Problem::message);

  /** The object is no mistake of its author: it breaks Shizuka's own code. */
  public static Problem quarantined(String path, String message) {
    return new Problem(path, "Quarantined", message);
  }

  public boolean isQuarantine() {
    return reason.equals("Quarantined");
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }
}
