package dev.shizuka.engine;

import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Verdict;
import java.util.List;
import java.util.Map;

/**
 * Everything known at one moment: what is declared, what compile says of it, and what the last sync of each backend came to.
 *
 * @param policies verdicts of policies and priorities are in here
 * @param backendVerdicts one for each MonitoringBackend, sorted by id
 * @param rules last rule sync by backend; absent before the first
 * @param silences last silence sync by backend; absent before the first
 */
public record Results(Catalog catalog, CompiledPolicies policies, List<Verdict> backendVerdicts,
    Map<String, RuleSync> rules,
    Map<String, SilenceSync> silences) {
  public Results {
    backendVerdicts = List.copyOf(backendVerdicts);
    rules = Map.copyOf(rules);
    silences = Map.copyOf(silences);
  }
}
