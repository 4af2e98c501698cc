/**
 * Noise reports in their time: which are due, who gets them, and what became of it. Knows nothing of what the figures mean nor of how they look.
 */
@NullMarked
package dev.shizuka.report.run;

import org.jspecify.annotations.NullMarked;
