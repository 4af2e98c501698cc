package dev.shizuka.observe;

import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.PolicyIndex;
import dev.shizuka.policy.lease.Coverage;
import java.util.List;
import java.util.Map;

/**
 * What one {@link PolicyIndex} said of alerts seen before. Safe for use by several threads.
 */
public final class CoverageCache implements Coverage {
  /** Of nothing. */
  public static final int MOST_ALERTS = 400_000;

  private final PolicyIndex index;
  private final ByFingerprint<List<CompiledPolicy>> known;

  public CoverageCache(PolicyIndex index) {
    this(index, MOST_ALERTS);
  }

  CoverageCache(PolicyIndex index, int mostAlerts) {
    this.index = index;
    this.known = new ByFingerprint<>(mostAlerts);
  }

  /** This one where the policies are the same, else an empty one with an index of these. */
  public CoverageCache following(List<CompiledPolicy> policies) {
    return index.policies().equals(policies) ? this : new CoverageCache(PolicyIndex.of(policies));
  }

  /** The same index, with nothing remembered of any alert. */
  CoverageCache forgetful() {
    return new CoverageCache(index);
  }

  /** As {@link PolicyIndex#covering}. */
  @Override
  public List<CompiledPolicy> covering(String fingerprint, Map<String, String> labels) {
    return known.of(fingerprint, () -> index.covering(labels));
  }

  /** How many alerts it knows. */
  int size() {
    return known.size();
  }
}
