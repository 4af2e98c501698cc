package dev.shizuka.compile;

import dev.shizuka.catalog.Problem;
import java.util.ArrayList;
import java.util.List;

/** What the checks of one rule or group find, by path below it. */
final class Findings {
  private final String root;
  private final List<Problem> refusals = new ArrayList<>();
  private final List<Problem> notes = new ArrayList<>();

  /** @param root JSON pointer of what is checked, such as {@code /spec/rules/3} */
  Findings(String root) {
    this.root = root;
  }

  /** Found what keeps it from loading. */
  void refuse(String path, String reason, String message) {
    refusals.add(new Problem(root + path, reason, message));
  }

  /** Found what is odd but loads. */
  void note(String path, String reason, String message) {
    notes.add(new Problem(root + path, reason, message));
  }

  boolean good() {
    return refusals.isEmpty();
  }

  boolean refused(String path) {
    return refusals.stream().anyMatch(problem -> problem.path().equals(root + path));
  }

  List<Problem> refusals() {
    return refusals.stream().sorted().toList();
  }

  List<Problem> notes() {
    return notes.stream().sorted().toList();
  }

  /** A key as a segment of a JSON pointer (RFC 6901). */
  static String segment(String key) {
    return "/" + key.replace("~", "~0").replace("/", "~1");
  }
}
