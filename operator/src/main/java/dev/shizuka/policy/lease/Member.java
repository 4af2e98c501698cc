package dev.shizuka.policy.lease;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.MatcherSet;
import java.util.Map;
import java.util.Optional;

/**
 * What a lease is asked for: one instance, or the values of the {@code equal} labels of a source.
 *
 * @param fingerprint empty where no one instance is meant
 * @param base the compiled set within which it is
 * @param labels to be equal; sorted; an empty value is a label that must be missing
 */
record Member(ResourceId policy, String fingerprint, MatcherSet base, Map<String, String> labels) {
  /** Within the first set that covers it. */
  static Optional<Member> of(CompiledPolicy policy, String fingerprint, Map<String, String> labels) {
    for (MatcherSet set : policy.sets()) {
      if (set.matches(labels)) {
        return Optional.of(new Member(policy.id(), fingerprint, set, labels));
      }
    }
    return Optional.empty();
  }

  boolean oneInstance() {
    return !fingerprint.isEmpty();
  }

  /** Of what tells members apart most; matchers are slow to hash. */
  @Override
  public int hashCode() {
    return 31 * policy.hashCode() + (oneInstance() ? fingerprint.hashCode() : labels.hashCode());
  }
}
