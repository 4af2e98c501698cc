/**
 * The one policy engine: matchers with Alertmanager's semantics, protection, coverage. Pure: no clock, no I/O. Whoever wants to\n * know whether a policy covers an alert asks here and nowhere else.
 */
@NullMarked
package dev.shizuka.policy;

import org.jspecify.annotations.NullMarked;
