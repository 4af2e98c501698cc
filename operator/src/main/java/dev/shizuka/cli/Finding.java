package dev.shizuka.cli;

import dev.shizuka.catalog.ResourceId;
import java.util.Comparator;
import java.util.Optional;

/**
 * One thing to tell of what is declared.
 *
 * @param file relative to the directory; empty in a cluster
 * @param line from 1; 0 where unknown
 * @param resource empty where a file as a whole cannot be read
 * @param rule index in {@code spec.rules}, where it is about one rule
 */
record Finding(Level level, String file, int line, Optional<ResourceId> resource, Optional<Integer> rule, String reason,
    String message) implements Comparable<Finding> {
  private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::file).thenComparing(Finding::line)
      .thenComparing(finding -> finding.resource().map(ResourceId::toString).orElse(""))
      .thenComparing(Finding::level).thenComparing(Finding::reason).thenComparing(Finding::message)
      .thenComparing(finding -> finding.rule().orElse(-1));

  /** REFUSED: something declared is not in force. NOTE: it is, and somebody should look at it. */
  enum Level {
    REFUSED, NOTE
  }

  /** {@code FILE:LINE: KIND NAMESPACE/NAME: REASON: MESSAGE}; without a file or a resource these parts are absent. Always one line. */
  String text() {
    String where = file.isEmpty() ? "" : file + ":" + line + ": ";
    String what = resource.map(id -> id + ": ").orElse("");
    String kind = level == Level.NOTE ? "note: " : "";
    return (where + what + kind + reason + ": " + message).replaceAll("\\R+\\s*", " ");
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
