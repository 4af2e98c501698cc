package dev.shizuka.operator;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.NamespaceSelection;
import dev.shizuka.compile.Verdict;
import dev.shizuka.engine.NativeInhibition;
import dev.shizuka.engine.Results;
import dev.shizuka.ledger.PolicyUse;
import dev.shizuka.policy.CompiledPolicy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Results, found by what one asks of them. */
final class Board {
  private final Results results;
  private final Map<ResourceId, Verdict> verdicts = new HashMap<>();
  private final Map<String, Map<ResourceId, Verdict>> groups = new HashMap<>();
  private final Map<ResourceId, Long> generations = new HashMap<>();
  private final Map<ResourceId, Problem> unreadable = new HashMap<>();
  private final Map<ResourceId, CompiledPolicy> compiled = new HashMap<>();
  private final Map<String, Long> drift = new HashMap<>();

  private Board(Results results) {
    this.results = results;
    results.verdicts().forEach(verdict -> verdicts.put(verdict.id(), verdict));
    results.rules().forEach((backend, sync) -> {
      Map<ResourceId, Verdict> byGroup = new HashMap<>();
      sync.verdicts().forEach(verdict -> byGroup.put(verdict.id(), verdict));
      groups.put(backend, byGroup);
    });
    Catalog catalog = results.catalog();
    Stream.<List<? extends Declared<?>>>of(catalog.ruleGroups(), catalog.priorities(), catalog.policies(),
        catalog.backends(), catalog.reports()).flatMap(List::stream)
        .forEach(declared -> generations.put(declared.id(), declared.generation()));
    catalog.unreadable().forEach(one -> one.id().ifPresent(id -> unreadable.put(id, one.problem())));
    results.policies().policies().forEach(policy -> compiled.put(policy.id(), policy));
  }

  static Board first(Results results) {
    Board board = new Board(results);
    board.countDrift(Optional.empty());
    return board;
  }

  /** The board after this one: a sync that both show is counted once. */
  Board next(Results later) {
    Board board = new Board(later);
    board.drift.putAll(drift);
    board.countDrift(Optional.of(results));
    return board;
  }

  private void countDrift(Optional<Results> before) {
    results.rules().forEach((backend, sync) -> countDrift(backend, sync.driftCorrected(), sync.at(),
        before.map(old -> old.rules().get(backend)).map(RuleSync::at)));
    results.silences().forEach((backend, sync) -> countDrift(backend, sync.driftCorrected(), sync.at(),
        before.map(old -> old.silences().get(backend)).map(SilenceSync::at)));
    results.inhibitions().forEach((backend, sync) -> countDrift(backend, sync.driftCorrected(), sync.at(),
        before.map(old -> old.inhibitions().get(backend)).map(InhibitionSync::at)));
  }

  private void countDrift(String backend, int corrected, Instant at, Optional<Instant> last) {
    drift.merge(backend, last.filter(counted -> !at.isAfter(counted)).isPresent() ? 0L : corrected, Long::sum);
  }

  /** Whether these results were made of this version of the object. */
  boolean knows(Subject<?, ?> subject) {
    return subject.spec() == null
        ? unreadable.containsKey(subject.id())
        : Long.valueOf(subject.generation()).equals(generations.get(subject.id()));
  }

  Optional<Problem> unreadable(ResourceId id) {
    return Optional.ofNullable(unreadable.get(id));
  }

  /** What compile says of a policy, a priority, a backend or a report. */
  Optional<Verdict> verdict(ResourceId id) {
    return Optional.ofNullable(verdicts.get(id));
  }

  /** What one backend says of a rule group. */
  Optional<Verdict> groupVerdict(String backend, ResourceId group) {
    return Optional.ofNullable(groups.getOrDefault(backend, Map.of()).get(group));
  }

  Optional<CompiledPolicy> compiled(ResourceId policy) {
    return Optional.ofNullable(compiled.get(policy));
  }

  /** Whether no silence is made because a priority cannot be known. */
  boolean frozen() {
    return results.policies().frozen();
  }

  /** What a policy did; empty where the ledger does not know it. */
  Optional<PolicyUse> use(ResourceId policy) {
    return Optional.ofNullable(results.uses().get(policy));
  }

  /** What is to be told of a policy and compile cannot know. */
  List<Problem> notes(ResourceId policy) {
    return results.notes().getOrDefault(policy, List.of());
  }

  /** What became of a report, without conditions; empty before it was made. */
  Optional<NoiseReportStatus> report(ResourceId report) {
    return Optional.ofNullable(results.reports().get(report));
  }

  Optional<RuleSync> rules(String backend) {
    return Optional.ofNullable(results.rules().get(backend));
  }

  Optional<SilenceSync> silences(String backend) {
    return Optional.ofNullable(results.silences().get(backend));
  }

  /** The last sync of inhibit rules; empty before the first, and where the backend has no inhibition. */
  Optional<InhibitionSync> inhibition(String backend) {
    return Optional.ofNullable(results.inhibitions().get(backend));
  }

  /** Where and why rules, and not silences, keep a policy's alerts quiet. */
  NativeInhibition natively() {
    return new NativeInhibition(results);
  }

  /** What somebody else had changed at a backend and was put back, since the operator started. */
  long drift(String backend) {
    return drift.getOrDefault(backend, 0L);
  }

  /** Backends that take what this object declares, sorted by name; a cluster-wide object goes to all. */
  List<Declared<MonitoringBackendSpec>> backends(ResourceId id, Predicate<MonitoringBackendSpec> kind) {
    return results.catalog().backends().stream().filter(backend -> kind.test(backend.spec()))
        .filter(backend -> id.namespace().isEmpty()
            || NamespaceSelection.selects(backend.spec(), results.catalog(), id.namespace()))
        .toList();
  }

  /** Whether a backend's own spec is in force. */
  boolean inForce(Declared<MonitoringBackendSpec> backend) {
    return verdict(backend.id()).map(Verdict::accepted).orElse(true);
  }
}
