package dev.shizuka.backend.alertmanager;

import dev.shizuka.backend.BackendException;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.InhibitRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds by halves whose rules Alertmanager refuses, and lets in the others. Only rules that were refused with a base that is taken come here. What
 * the budget does not reach is left out too.
 */
final class RefusedRules {
  private static final int MOST_TRIES = 24;
  private final Try attempt;
  private final Map<ResourceId, List<InhibitRule>> good = new TreeMap<>();
  private final Map<ResourceId, String> refused = new TreeMap<>();
  private int budget = MOST_TRIES;

  private RefusedRules(Try attempt) {
    this.attempt = attempt;
  }

  /** One try. */
  interface Try {
    /** Alertmanager's words where it refuses them; empty where it runs with them. */
    String refusal(Map<ResourceId, List<InhibitRule>> rules) throws BackendException, InterruptedException;
  }

  /** @return why each of the policies left out is */
  static Map<ResourceId, String> find(Map<ResourceId, List<InhibitRule>> rules, String words, Try attempt)
      throws BackendException, InterruptedException {
    RefusedRules search = new RefusedRules(attempt);
    search.split(new TreeMap<>(rules), words);
    return search.refused;
  }

  private void split(TreeMap<ResourceId, List<InhibitRule>> suspects, String words)
      throws BackendException, InterruptedException {
    if (suspects.size() == 1 || budget <= 0) {
      suspects.keySet().forEach(policy -> refused.put(policy, words));
      return;
    }
    ResourceId middle = new ArrayList<>(suspects.keySet()).get(suspects.size() / 2);
    for (TreeMap<ResourceId, List<InhibitRule>> half : List.of(new TreeMap<>(suspects.headMap(middle)),
        new TreeMap<>(suspects.tailMap(middle)))) {
      budget--;
      Map<ResourceId, List<InhibitRule>> more = new TreeMap<>(good);
      more.putAll(half);
      String said = attempt.refusal(more);
      if (said.isEmpty()) {
        good.putAll(half);
      } else {
        split(half, said);
      }
    }
  }
}
