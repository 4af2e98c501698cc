package dev.shizuka.compile;

import dev.shizuka.catalog.Problem;
import java.util.List;

/**
 * What became of one declared rule.
 *
 * @param index in {@code spec.rules}
 * @param name alert or record name as declared, for people
 * @param accepted whether this version is part of the desired state
 * @param lastGood whether an earlier version runs in its place
 * @param problems why it was left out, or what is odd about an accepted rule (an unknown priority)
 */
public record RuleVerdict(int index, RuleId id, String name, boolean accepted, boolean lastGood,
    List<Problem> problems) {
  public RuleVerdict {
    problems = problems.stream().sorted().toList();
  }
}
