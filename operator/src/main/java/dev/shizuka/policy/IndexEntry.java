package dev.shizuka.policy;

import java.util.List;
import java.util.Optional;

/**
 * One matcher set of one policy on its way into the index.
 *
 * @param policy the policy's place in the order of the index
 */
record IndexEntry(int policy, MatcherSet set, List<IndexKey> keys) {
  static IndexEntry of(int policy, MatcherSet set) {
    return new IndexEntry(policy, set, set.matchers().stream().map(IndexKey::of).flatMap(Optional::stream).toList());
  }
}
