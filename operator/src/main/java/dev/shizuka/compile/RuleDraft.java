package dev.shizuka.compile;

import dev.shizuka.catalog.Problem;
import java.util.List;
import java.util.Optional;

/**
 * One declared rule after its checks.
 *
 * @param expr as declared
 * @param compiled empty where it is refused or not checked yet
 * @param problems refusals, or notes on an accepted rule; sorted
 * @param unchecked the expression to ask the backend about, or empty
 */
record RuleDraft(int index, RuleId id, String expr, Optional<CompiledRule> compiled, List<Problem> problems,
    Optional<String> unchecked) {
  RuleDraft {
    problems = List.copyOf(problems);
  }

  String path() {
    return "/spec/rules/" + index;
  }

  RuleDraft refused(Problem problem) {
    return new RuleDraft(index, id, expr, Optional.empty(), List.of(problem), unchecked);
  }
}
