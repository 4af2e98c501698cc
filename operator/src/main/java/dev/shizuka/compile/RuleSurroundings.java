package dev.shizuka.compile;

import java.util.List;

/**
 * What the rules of a backend are compiled against.
 *
 * @param honorLabelsIn namespaces whose groups may keep the series' own {@code namespace}
 */
record RuleSurroundings(KnownPriorities priorities, List<String> honorLabelsIn, ExpressionVerdicts expressions) {
  RuleSurroundings {
    honorLabelsIn = List.copyOf(honorLabelsIn);
  }

  boolean honors(String namespace) {
    return honorLabelsIn.contains(namespace);
  }
}
