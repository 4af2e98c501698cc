package dev.shizuka.plan;

import java.time.Instant;
import java.util.Set;

/**
 * Which silences are ours to change, and how.
 *
 * @param backends names of the backends that share the Alertmanager
 * @param frozen whether nothing may be silenced that is not silenced already
 */
public record SilenceScope(String installation, Set<String> backends, boolean frozen, Instant now) {
  public SilenceScope {
    backends = Set.copyOf(backends);
  }

  /** Whether the silence is ours and not over yet. */
  boolean holds(ObservedSilence silence) {
    boolean ours = silence.mark()
        .map(mark -> mark.installation().equals(installation) && backends.contains(mark.backend())).orElse(false);
    return ours && silence.state() != ObservedSilence.State.EXPIRED && silence.endsAt().isAfter(now);
  }
}
