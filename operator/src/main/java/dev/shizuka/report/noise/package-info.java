/**
 * The figures of a NoiseReport: from sums to what a team decides by. Pure: no clock, no I/O; knows nothing of HTML or of the store.
 */
@NullMarked
package dev.shizuka.report.noise;

import org.jspecify.annotations.NullMarked;
