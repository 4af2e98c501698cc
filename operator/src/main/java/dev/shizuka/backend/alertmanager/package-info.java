/**
 * Reads and applies silences.
 */
@NullMarked
package dev.shizuka.backend.alertmanager;

import org.jspecify.annotations.NullMarked;
