package dev.shizuka.backend.alertmanager;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Replica;
import java.util.Optional;

/**
 * The configuration that one member runs with.
 *
 * @param shown empty where it could not be asked; {@code failure} says why
 */
record MemberConfiguration(String url, Optional<Shown> shown, Optional<BackendException> failure) {
  /** @param refusal why it refused what it read just now */
  record Shown(Optional<String> refusal, ServerStatus status) {}

  Optional<String> refusal() {
    return shown.flatMap(Shown::refusal);
  }

  Replica replica() {
    return new Replica(url, shown.isPresent(), shown.map(one -> one.status().version()).orElse(""),
        failure.map(BackendException::sentence).orElse(""));
  }
}
