package dev.shizuka.plan;

import dev.shizuka.compile.Silence;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * How well an observed silence with the same matchers does for a desired one. Times are compared to the second. A start that has passed is as
 * good as any other, for Alertmanager moves a past start to now.
 */
record Fit(Silence silence, Instant now) {
  boolean exact(ObservedSilence observed) {
    return fitsStart(observed) && same(observed.endsAt(), silence.endsAt())
        && observed.comment().equals(silence.comment()) && observed.createdBy().equals(silence.createdBy());
  }

  /** Whether Alertmanager can change it: one that has started cannot start again later. */
  boolean updatable(ObservedSilence observed) {
    return fitsStart(observed) || !started(observed);
  }

  /** Whether mending it would silence at a time at which it does not. */
  boolean widens(ObservedSilence observed) {
    boolean later = second(silence.endsAt()).isAfter(second(observed.endsAt()));
    boolean earlier = !fitsStart(observed) && silence.startsAt().isBefore(observed.startsAt());
    return later || earlier;
  }

  /** Whether the desired one silences at all times at which the rest of this one does. */
  boolean contains(ObservedSilence observed) {
    boolean start = fitsStart(observed) || !second(silence.startsAt()).isAfter(second(observed.startsAt()))
        || !silence.startsAt().isAfter(now);
    return start && !second(silence.endsAt()).isBefore(second(observed.endsAt()));
  }

  /** Exact ones, then those that can be changed, then by what is left to change; ids decide at last. */
  Comparator<ObservedSilence> bestFirst() {
    return Comparator.comparing((ObservedSilence observed) -> !exact(observed))
        .thenComparing(observed -> !fitsStart(observed)).thenComparing(observed -> !updatable(observed))
        .thenComparing(observed -> widens(observed)).thenComparing(ObservedSilence::id);
  }

  private boolean fitsStart(ObservedSilence observed) {
    return same(observed.startsAt(), silence.startsAt()) || (!silence.startsAt().isAfter(now) && started(observed));
  }

  private boolean started(ObservedSilence observed) {
    return observed.state() == ObservedSilence.State.ACTIVE || !observed.startsAt().isAfter(now);
  }

  private static boolean same(Instant one, Instant other) {
    return second(one).equals(second(other));
  }

  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
