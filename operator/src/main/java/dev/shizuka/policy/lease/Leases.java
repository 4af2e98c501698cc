package dev.shizuka.policy.lease;

import dev.shizuka.policy.CompiledPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The one engine of conditions: what Observe counts is what Enforce leases. Pure. */
public final class Leases {
  /** How far ahead a lease ends. */
  public static final Duration LENGTH = Duration.ofMinutes(5);
  /** A lease is renewed when so much of it has passed. */
  public static final Duration RENEWAL = Duration.ofMinutes(2);

  private Leases() {}

  /**
   * @param policies all of this Alertmanager with a {@link dev.shizuka.policy.Condition}, of either mode
   * @param covering of these policies
   */
  public static Step step(LeaseState before, Look look, List<CompiledPolicy> policies, Coverage covering) {
    return new Step(before, List.of(), Map.of(), List.of());
  }
}
