/**
 * Measures Shizuka as a black box beside Prometheus itself, and the pure steps alone with JMH; writes {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.shizuka.bench;

import org.jspecify.annotations.NullMarked;
