package dev.shizuka.operator;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicyStatus;
import dev.shizuka.api.SuppressionPolicyStatus.Binding;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Problem;
import dev.shizuka.compile.Verdict;
import dev.shizuka.engine.PolicyState;
import dev.shizuka.ledger.PolicyUse;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status of a policy of either kind. */
final class PolicyReports {
  /** A schedule has thousands: enough to see that they are there. */
  private static final int MOST_BINDINGS = 32;

  private PolicyReports() {}

  /** Empty while the results are not about this version of the policy, or a backend was not synced yet. */
  static Optional<Report<SuppressionPolicyStatus>> of(Subject<SuppressionPolicySpec, SuppressionPolicyStatus> policy,
      Board board, Instant now) {
    Optional<Verdict> verdict = board.verdict(policy.id())
        .filter(one -> policy.spec() == null || one.generation() == policy.generation());
    if (!board.knows(policy) || verdict.isEmpty() && policy.spec() != null) {
      return Optional.empty();
    }
    List<Declared<MonitoringBackendSpec>> backends = board.backends(policy.id(), spec -> spec.alertmanager() != null);
    if (backends.stream().anyMatch(one -> board.inForce(one) && !synced(policy, board, one))) {
      return Optional.empty();
    }
    Finding accepted = accepted(policy, board, verdict);
    Optional<CompiledPolicy> compiled = board.compiled(policy.id()).filter(found -> accepted.holds());
    List<Binding> bindings = bindings(policy, board, backends);
    Optional<PolicyUse> use = board.use(policy.id());
    boolean quiet = !bindings.isEmpty() || use.filter(figures -> figures.suppressedNow() > 0).isPresent();
    PolicyState state = new PolicyState(policy.spec(), compiled, backends, quiet);
    Optional<Window> window = state.window(now);
    Finding synced = PolicySync.of(policy.id(), board, backends, state.at(now));
    Conditions conditions = new Conditions(policy.status() == null ? List.of() : policy.status().conditions(),
        policy.generation(), now).three(accepted, synced);
    verdict.filter(found -> accepted.holds())
        .ifPresent(found -> PolicyConcerns.of(found, board.notes(policy.id())).forEach(conditions::put));
    SuppressionPolicyStatus status = new SuppressionPolicyStatus(conditions.list(), policy.generation(), state.at(now),
        window.map(WindowText::of).orElse(null), expires(policy.spec()), bindings);
    return Optional.of(new Report<>(use.map(PolicyFigures::of).orElse(PolicyFigures.NONE).on(status),
        nextBoundary(policy.spec(), window, now)));
  }

  /** Whether the backend was synced as far as this policy is concerned, whatever came of it. */
  private static boolean synced(Subject<?, ?> policy, Board board, Declared<MonitoringBackendSpec> backend) {
    String name = backend.id().name();
    boolean natively = board.compiled(policy.id()).filter(found -> board.natively().wanted(found, backend)).isPresent();
    return board.silences(name).isPresent() && (!natively || board.inhibition(name).isPresent());
  }

  private static Finding accepted(Subject<SuppressionPolicySpec, ?> policy, Board board, Optional<Verdict> verdict) {
    Optional<Problem> unreadable = policy.spec() == null ? board.unreadable(policy.id()) : Optional.empty();
    if (unreadable.isPresent()) {
      return Finding.bad(unreadable.get().reason(), unreadable.get().message());
    }
    if (verdict.isPresent() && verdict.get().accepted()) {
      List<Problem> odd = verdict.get().problems().stream().filter(problem -> !PolicyConcerns.own(problem)).toList();
      return Finding.good(odd.isEmpty() ? "Accepted" : odd.getFirst().reason(),
          odd.isEmpty() ? "The policy is understood." : odd.getFirst().message());
    }
    return Finding.bad(verdict.map(Verdict::problems).orElse(List.of()), "The policy is not in force.");
  }

  private static Optional<Instant> nextBoundary(@Nullable SuppressionPolicySpec spec, Optional<Window> window,
      Instant now) {
    Stream<Instant> edges = window.stream().flatMap(next -> Stream.of(next.startsAt(), next.endsAt()));
    return Stream.concat(edges, PolicyState.end(spec).stream()).filter(now::isBefore).min(Instant::compareTo);
  }

  private static @Nullable String expires(@Nullable SuppressionPolicySpec spec) {
    return spec == null || spec.expires() == null ? null : spec.expires().toString();
  }

  private static List<Binding> bindings(Subject<?, ?> policy, Board board,
      List<Declared<MonitoringBackendSpec>> backends) {
    record Bound(String backend, SilenceSync.Binding silence) {}
    return backends.stream().map(backend -> backend.id().name())
        .flatMap(name -> board.silences(name).stream()
            .flatMap(sync -> sync.bindings().getOrDefault(policy.id(), List.of()).stream())
            .map(silence -> new Bound(name, silence)))
        // Not by their begin: Alertmanager moves one that has passed to when it heard of it, so that the order would change once they are read back.
        .sorted(Comparator.comparing((Bound bound) -> bound.silence().endsAt()).thenComparing(Bound::backend)
            .thenComparing(bound -> bound.silence().id()))
        .limit(MOST_BINDINGS)
        .map(bound -> new Binding(bound.backend(), bound.silence().id(), bound.silence().endsAt().toString())).toList();
  }
}
