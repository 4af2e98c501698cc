package dev.shizuka.engine;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Results of a backend that could not even be asked. */
final class Unsynced {
  private Unsynced() {}

  static RuleSync rules(String backend, Instant at, BackendException why) {
    return new RuleSync(backend, at, Duration.ZERO, false, why.reason(), why.sentence(), List.of(), List.of(), Map.of(),
        0, 0, 0, 0);
  }

  static SilenceSync silences(String backend, Instant at, BackendException why) {
    return new SilenceSync(backend, at, Duration.ZERO, false, why.reason(), why.sentence(), List.of(), Map.of(),
        Map.of(), 0, 0);
  }

  static InhibitionSync inhibition(String backend, Instant at, String reason, String message) {
    return new InhibitionSync(backend, at, Duration.ZERO, false, reason, message, List.of(), Set.of(), Map.of(), 0);
  }

  /** A sync that went on with old credentials because the declared ones cannot be read. */
  static RuleSync but(RuleSync sync, @Nullable BackendException noAccess) {
    return noAccess == null
        ? sync
        : new RuleSync(sync.backend(), sync.at(), sync.took(), false, noAccess.reason(), noAccess.sentence(),
            sync.replicas(), sync.verdicts(), sync.loaded(), sync.desiredRules(), sync.loadedRules(),
            sync.rejectedRules(), sync.driftCorrected());
  }

  static SilenceSync but(SilenceSync sync, @Nullable BackendException noAccess) {
    return noAccess == null
        ? sync
        : new SilenceSync(sync.backend(), sync.at(), sync.took(), false, noAccess.reason(), noAccess.sentence(),
            sync.replicas(), sync.failures(), sync.bindings(), sync.owned(), sync.driftCorrected());
  }

  static InhibitionSync but(InhibitionSync sync, @Nullable BackendException noAccess) {
    return noAccess == null
        ? sync
        : new InhibitionSync(sync.backend(), sync.at(), sync.took(), false, noAccess.reason(), noAccess.sentence(),
            sync.replicas(), sync.inForce(), sync.failures(), sync.driftCorrected());
  }
}
