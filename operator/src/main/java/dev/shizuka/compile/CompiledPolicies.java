package dev.shizuka.compile;

import dev.shizuka.policy.CompiledPolicy;
import java.util.List;

/**
 * Policies and priorities compiled together.
 *
 * @param policies accepted ones, Observe and Enforce, sorted by id
 * @param verdicts one for each policy and each priority, unreadable ones included, sorted by id
 * @param frozen whether a priority is refused or unreadable and nothing is known of its {@code assign}: no silence is made, renewed or
 *     extended until that is mended
 */
public record CompiledPolicies(List<CompiledPolicy> policies, List<Verdict> verdicts, Priorities priorities,
    boolean frozen) {
  public CompiledPolicies {
    policies = List.copyOf(policies);
    verdicts = List.copyOf(verdicts);
  }
}
