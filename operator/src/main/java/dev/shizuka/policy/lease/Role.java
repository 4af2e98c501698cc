package dev.shizuka.policy.lease;

import dev.shizuka.catalog.ResourceId;

/**
 * That an instance is a source of an inhibition.
 *
 * @param inside whether the policy's own matchers name it too: then it inhibits only what is no source
 */
record Role(ResourceId policy, boolean inside) {}
