package dev.shizuka.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Matcher sets of one policy on their way into the index.
 *
 * @param policy the policy's place in the order of the index
 * @param keys each of them needed by every set
 */
record IndexEntry(int policy, List<MatcherSet> sets, List<IndexKey> keys) {
  /** One for all sets if they have a key in common, as those have that protection made of one set; else one for each. */
  static List<IndexEntry> of(int policy, List<MatcherSet> sets) {
    List<IndexEntry> each = sets.stream().map(set -> new IndexEntry(policy, List.of(set), keys(set))).toList();
    List<IndexKey> common = each.isEmpty() ? List.of() : new ArrayList<>(each.getFirst().keys());
    each.forEach(entry -> common.retainAll(entry.keys()));
    return common.isEmpty() ? each : List.of(new IndexEntry(policy, sets, common));
  }

  private static List<IndexKey> keys(MatcherSet set) {
    return set.matchers().stream().map(IndexKey::of).flatMap(Optional::stream).toList();
  }
}
