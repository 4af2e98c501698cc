/**
 * Commands of the launcher.
 */
@NullMarked
package dev.shizuka.cli;

import org.jspecify.annotations.NullMarked;
