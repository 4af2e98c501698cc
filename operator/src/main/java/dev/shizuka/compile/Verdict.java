package dev.shizuka.compile;

import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import java.util.List;

/**
 * What compile says of one object.
 *
 * @param accepted false where the object as a whole is not in force; true with problems means that parts are not
 * @param problems of the object itself, sorted; those of its rules stand in {@code rules}
 * @param rules empty but for AlertRuleGroup
 */
public record Verdict(ResourceId id, long generation, Origin origin, boolean accepted, List<Problem> problems,
    List<RuleVerdict> rules) {
  public Verdict {
    problems = problems.stream().sorted().toList();
    rules = List.copyOf(rules);
  }
}
