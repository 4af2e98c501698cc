package dev.shizuka.policy.lease;

import dev.shizuka.catalog.ResourceId;
import java.time.Instant;
import java.util.Map;

/**
 * One instance that flaps, to be told by a synthetic alert while it is kept quiet.
 *
 * @param policy in Enforce mode; the first by id where several keep it quiet
 * @param labels of the instance
 * @param since when it was first found to flap
 * @param until when its lease ends
 */
public record Flap(ResourceId policy, Map<String, String> labels, Instant since, Instant until) {}
