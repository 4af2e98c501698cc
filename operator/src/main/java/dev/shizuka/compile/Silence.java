package dev.shizuka.compile;

import dev.shizuka.policy.MatcherSet;
import java.time.Instant;

/**
 * A silence that should exist.
 *
 * @param matchers with the mark's own matcher among them
 * @param createdBy {@code shizuka/INSTALLATION}
 * @param comment for people who read it in Alertmanager: policy, reason, reference
 */
public record Silence(Mark mark, MatcherSet matchers, Instant startsAt, Instant endsAt, String createdBy,
    String comment) {}
