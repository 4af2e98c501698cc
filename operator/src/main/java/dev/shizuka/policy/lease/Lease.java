package dev.shizuka.policy.lease;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.MatcherSet;
import java.time.Instant;

/**
 * One silence that ends by itself unless it is renewed.
 *
 * @param policy in Enforce mode
 * @param matchers within one compiled set of the policy
 * @param startsAt when it was first asked for; stays while it is renewed
 * @param endsAt at most {@link Leases#LENGTH} ahead; stays until it is renewed, never after the policy's {@code expires}
 */
public record Lease(ResourceId policy, MatcherSet matchers, Instant startsAt, Instant endsAt) {}
