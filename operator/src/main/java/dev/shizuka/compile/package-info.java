/**
 * Catalog to desired state, with a verdict for each resource and each rule in it. Pure: no clock, no I/O; must not know any\n * backend's protocol.
 */
@NullMarked
package dev.shizuka.compile;

import org.jspecify.annotations.NullMarked;
