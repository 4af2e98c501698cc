package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.BackendException;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a delivery came to.
 *
 * @param reason {@code Synced}, or why not
 * @param seen what the replicas run; empty where none could be asked
 * @param refused changes that the backend refuses, found by trying
 * @param untried changes left out with them for now
 * @param conflicts groups that could not be placed at all; of one with refused changes: why those are refused
 * @param drift how many files or ConfigMaps of ours somebody else had changed
 * @param again when to look again, where that is sooner than usual and no failure
 */
record Outcome(String reason, String message, Optional<Observation> seen, Set<Change> refused, Set<Change> untried,
    Map<ResourceId, Problem> conflicts, int drift, Optional<Duration> again) {
  static final String SYNCED = "Synced";

  Outcome {
    refused = Set.copyOf(refused);
    untried = Set.copyOf(untried);
    conflicts = Map.copyOf(conflicts);
  }

  static Outcome of(String reason, String message) {
    return new Outcome(reason, message, Optional.empty(), Set.of(), Set.of(), Map.of(), 0, Optional.empty());
  }

  static Outcome failed(BackendException failure) {
    return of(failure.reason(), failure.sentence());
  }

  boolean synced() {
    return reason.equals(SYNCED);
  }

  Outcome with(Observation observation) {
    return new Outcome(reason, message, Optional.of(observation), refused, untried, conflicts, drift, again);
  }

  Outcome with(Set<Change> nowRefused, Set<Change> nowUntried, Map<ResourceId, Problem> nowConflicts) {
    return new Outcome(reason, message, seen, nowRefused, nowUntried, nowConflicts, drift, again);
  }

  Outcome withDrift(int corrected) {
    return new Outcome(reason, message, seen, refused, untried, conflicts, corrected, again);
  }

  Outcome lookAgain(Duration after) {
    return new Outcome(reason, message, seen, refused, untried, conflicts, drift, Optional.of(after));
  }
}
