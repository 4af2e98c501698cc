package dev.shizuka.backend.prometheus;

import java.time.Duration;
import java.time.Instant;

/** Evenly spaced: {@code from}, each step after it, and {@code until}, which is a whole number of steps later. */
record Instants(Instant from, Instant until, Duration step) {
  /** The first of those that are left, at most so many. */
  static Instants some(Instant from, long most, Instants of) {
    long left = Duration.between(from, of.until()).dividedBy(of.step());
    return new Instants(from, from.plus(of.step().multipliedBy(Math.min(left, most - 1))), of.step());
  }
}
