package dev.shizuka.cli.demo;

/**
 * A stretch of every cycle during which something is so.
 *
 * @param from seconds into the cycle
 * @param until seconds into the cycle, exclusive
 */
record Phase(int cycle, int from, int until) {
  Phase {
    if (from < 0 || from >= until || until > cycle) {
      throw new IllegalArgumentException("no stretch of a cycle: " + from + " to " + until + " of " + cycle);
    }
  }

  boolean holds(double seconds) {
    double into = seconds % cycle;
    return into >= from && into < until;
  }

  /** How long it has been so in all since second 0: what a counter adds up. */
  double total(double seconds) {
    double into = Math.clamp(seconds % cycle - from, 0, until - from);
    return Math.floor(seconds / cycle) * (until - from) + into;
  }
}
