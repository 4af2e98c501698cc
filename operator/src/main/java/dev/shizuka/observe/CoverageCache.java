package dev.shizuka.observe;

import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.PolicyIndex;
import dev.shizuka.policy.lease.Coverage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one {@link PolicyIndex} said of alerts seen before, by fingerprint: Alertmanager itself takes two alerts of one fingerprint for the same.
 * Never knows more than a fixed number of alerts; those not asked for in a while are forgotten first. Safe for use by several threads.
 */
public final class CoverageCache implements Coverage {
  /** Of nothing. */
  public static final int MOST_ALERTS = 400_000;

  private final PolicyIndex index;
  private final int half;
  private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), Map.of());

  /** What was asked for lately, and before that. */
  private record Generations(Map<String, List<CompiledPolicy>> young, Map<String, List<CompiledPolicy>> old) {}

  public CoverageCache(PolicyIndex index) {
    this(index, MOST_ALERTS);
  }

  CoverageCache(PolicyIndex index, int mostAlerts) {
    this.index = index;
    this.half = Math.max(1, mostAlerts / 2);
  }

  /** This one where the policies are the same, else an empty one with an index of these. */
  public CoverageCache following(List<CompiledPolicy> policies) {
    return index.policies().equals(policies) ? this : new CoverageCache(PolicyIndex.of(policies));
  }

  /** As {@link PolicyIndex#covering}. */
  @Override
  public List<CompiledPolicy> covering(String fingerprint, Map<String, String> labels) {
    Generations now = generations;
    List<CompiledPolicy> known = now.young().get(fingerprint);
    if (known == null) {
      known = now.old().get(fingerprint);
      known = known == null ? index.covering(labels) : known;
      remember(fingerprint, known);
    }
    return known;
  }

  private synchronized void remember(String fingerprint, List<CompiledPolicy> covering) {
    if (generations.young().size() >= half) {
      generations = new Generations(new ConcurrentHashMap<>(), generations.young());
    }
    generations.young().put(fingerprint, covering);
  }

  /** How many alerts it knows. */
  int size() {
    Generations now = generations;
    return now.young().size() + now.old().size();
  }
}
