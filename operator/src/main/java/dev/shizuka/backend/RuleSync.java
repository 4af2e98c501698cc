package dev.shizuka.backend;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.RuleId;
import dev.shizuka.compile.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one sync of a backend's rules came to.
 *
 * @param synced whether every replica runs exactly what is desired
 * @param reason of the condition Synced: {@code Synced}, {@code Unreachable}, {@code ForeignConfiguration}, {@code Overflow}, {@code NotArrived} …
 * @param verdicts compile's and, where the backend refused a rule all the same, the backend's
 * @param loaded by group, each rule as read back
 * @param driftCorrected how many of our files or ConfigMaps somebody else had changed
 * @param took how long the sync took
 */
public record RuleSync(String backend, Instant at, Duration took, boolean synced, String reason, String message,
    List<Replica> replicas,
    List<Verdict> verdicts, Map<ResourceId, List<LoadedRule>> loaded, int desiredRules, int loadedRules,
    int rejectedRules, int driftCorrected) {
  public RuleSync {
    replicas = List.copyOf(replicas);
    verdicts = List.copyOf(verdicts);
    loaded = Map.copyOf(loaded);
  }

  /**
   * @param health {@code ok}, {@code err} or {@code unknown}; the worst of all replicas
   * @param firing instances firing, the most of all replicas
   */
  public record LoadedRule(RuleId id, boolean onAllReplicas, String health, String lastError, int firing) {}
}
