/**
 * Leases: which instances a policy keeps quiet at the moment, by what fires, for how long and how steadily; short silences that end by themselves unless they are
 * renewed. Pure; knows no Alertmanager.
 */
@NullMarked
package dev.shizuka.policy.lease;

import org.jspecify.annotations.NullMarked;
