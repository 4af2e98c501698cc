package dev.shizuka.cli.demo.history;

import java.time.Duration;
import java.util.Optional;

/**
 * What an alert comes to if nothing keeps it quiet.
 *
 * @param answer from the call to the answer; empty where nobody answers
 * @param work from the answer to the end, or from the call to the end where nobody answers
 * @param missed why the answer comes too late
 * @param cause given by whoever answers; empty: none
 */
record Call(Optional<Duration> answer, Duration work, Optional<String> missed, String cause) {
  long workSeconds() {
    return answer.isPresent() ? work.toSeconds() : 0;
  }

  /** From the call. */
  Duration length() {
    return answer.orElse(Duration.ZERO).plus(work);
  }
}
