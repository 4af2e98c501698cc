package dev.shizuka.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which of many policies cover an alert, without asking each. Says exactly what {@link CompiledPolicy#covers} of all of them says: the index
 * only leaves out sets that cannot match, for a label that they need is missing or has a value that they cannot take; whatever is left is asked
 * itself. Immutable; memory is linear in what the policies say.
 */
public final class PolicyIndex {
  private final List<CompiledPolicy> policies;
  private final IndexNode root;

  private PolicyIndex(List<CompiledPolicy> policies) {
    this.policies = policies;
    List<IndexEntry> entries = new ArrayList<>();
    for (int number = 0; number < policies.size(); number++) {
      entries.addAll(IndexEntry.of(number, policies.get(number).sets()));
    }
    this.root = IndexBuilder.build(entries);
  }

  public static PolicyIndex of(List<CompiledPolicy> policies) {
    return new PolicyIndex(policies.stream().sorted(Comparator.comparing(CompiledPolicy::id)).toList());
  }

  /** All of them, sorted by id. */
  public List<CompiledPolicy> policies() {
    return policies;
  }

  /** Those that cover an alert with these labels, whatever the time, sorted by id; an empty label is a missing one. */
  public List<CompiledPolicy> covering(Map<String, String> labels) {
    Found found = new Found();
    root.collect(labels, found);
    int[] numbers = found.sorted();
    if (numbers.length == 0) {
      return List.of();
    }
    List<CompiledPolicy> covering = new ArrayList<>(numbers.length);
    for (int number : numbers) {
      covering.add(policies.get(number));
    }
    return List.copyOf(covering);
  }
}
