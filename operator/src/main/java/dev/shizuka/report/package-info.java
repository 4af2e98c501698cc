/**
 * Metrics and, later, reports. Reads results and totals; decides nothing.
 */
@NullMarked
package dev.shizuka.report;

import org.jspecify.annotations.NullMarked;
