package dev.shizuka.plan;

import dev.shizuka.compile.Silence;

/** One write to Alertmanager. */
public sealed interface SilenceChange {
  /** Makes a silence that is not there. */
  record Create(Silence silence) implements SilenceChange {}

  /** Changes times or comment of one whose matchers stay. */
  record Update(ObservedSilence observed, Silence silence) implements SilenceChange {}

  /** Ends one whose coverage is no longer declared. Goes first; nothing holds it back. */
  record Expire(ObservedSilence observed) implements SilenceChange {}

  /** Ends one whose coverage a wider one has taken over. Goes last, and only if the policy's creates succeeded. */
  record Supersede(ObservedSilence observed) implements SilenceChange {}
}
