package dev.shizuka.compile;

import java.util.List;
import java.util.Set;

/**
 * The rules of one backend.
 *
 * @param groups desired state, sorted by owner; last good versions stand in where the declared ones are bad
 * @param verdicts one for each AlertRuleGroup of this backend, unreadable ones included, sorted by id
 * @param unchecked expressions whose verdict is unknown: ask the backend and compile again
 */
public record CompiledRules(List<RuleGroup> groups, List<Verdict> verdicts, Set<String> unchecked) {
  public CompiledRules {
    groups = List.copyOf(groups);
    verdicts = List.copyOf(verdicts);
    unchecked = Set.copyOf(unchecked);
  }
}
