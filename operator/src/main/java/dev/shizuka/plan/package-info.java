/**
 * Desired against observed: the smallest list of changes. Pure; {@code plan(d, d)} is empty.
 */
@NullMarked
package dev.shizuka.plan;

import org.jspecify.annotations.NullMarked;
