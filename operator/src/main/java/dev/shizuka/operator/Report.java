package dev.shizuka.operator;

import java.time.Instant;
import java.util.Optional;

/**
 * A status as it should stand.
 *
 * @param again when time alone makes it another one
 */
record Report<T>(T status, Optional<Instant> again) {
  static <T> Report<T> of(T status) {
    return new Report<>(status, Optional.empty());
  }
}
