/**
 * The program in a cluster: reconcilers, status, events.
 */
@NullMarked
package dev.shizuka.operator;

import org.jspecify.annotations.NullMarked;
