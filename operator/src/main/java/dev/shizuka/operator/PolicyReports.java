package dev.shizuka.operator;

import dev.shizuka.api.Condition;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicyStatus;
import dev.shizuka.api.SuppressionPolicyStatus.Binding;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Problem;
import dev.shizuka.compile.Verdict;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The status of a policy. Its state is the first of these that fits:
 *
 * <ol>
 * <li>{@code Ended}: its {@code expires} or the end of its last window has passed
 * <li>{@code Refused}: it is not in force
 * <li>{@code Observing}: it only counts
 * <li>{@code Suspended}: every backend that it goes to is switched to hear everything
 * <li>{@code Pending}: none of its windows runs
 * <li>{@code Active}
 * </ol>
 */
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
    if (backends.stream().anyMatch(one -> board.inForce(one) && board.silences(one.id().name()).isEmpty())) {
      return Optional.empty();
    }
    Finding accepted = accepted(policy, board, verdict);
    Optional<CompiledPolicy> compiled = board.compiled(policy.id()).filter(found -> accepted.holds());
    Optional<Window> window = compiled.flatMap(found -> found.timing().next(now));
    String state = state(policy, compiled, backends, now);
    Finding synced = PolicySync.of(policy.id(), board, backends, state);
    List<Condition> before = policy.status() == null ? List.of() : policy.status().conditions();
    SuppressionPolicyStatus status = new SuppressionPolicyStatus(
        Conditions.of(before, policy.generation(), now, accepted, synced), policy.generation(), state,
        window.map(PolicyReports::text).orElse(null), expires(policy.spec()), bindings(policy, board, backends));
    return Optional.of(new Report<>(status, nextBoundary(policy.spec(), window, now)));
  }

  private static Finding accepted(Subject<SuppressionPolicySpec, ?> policy, Board board, Optional<Verdict> verdict) {
    Optional<Problem> unreadable = policy.spec() == null ? board.unreadable(policy.id()) : Optional.empty();
    if (unreadable.isPresent()) {
      return Finding.bad(unreadable.get().reason(), unreadable.get().message());
    }
    if (verdict.isPresent() && verdict.get().accepted()) {
      List<Problem> odd = verdict.get().problems();
      return Finding.good(odd.isEmpty() ? "Accepted" : odd.getFirst().reason(),
          odd.isEmpty() ? "The policy is understood." : odd.getFirst().message());
    }
    return Finding.bad(verdict.map(Verdict::problems).orElse(List.of()), "The policy is not in force.");
  }

  private static String state(Subject<SuppressionPolicySpec, ?> policy, Optional<CompiledPolicy> compiled,
      List<Declared<MonitoringBackendSpec>> backends, Instant now) {
    Optional<Window> window = compiled.flatMap(found -> found.timing().next(now));
    boolean over = compiled.isPresent() && window.isEmpty();
    if (over || end(policy.spec()).filter(end -> !now.isBefore(end)).isPresent()) {
      return "Ended";
    }
    if (compiled.isEmpty()) {
      return "Refused";
    }
    if (compiled.get().mode() == Mode.Observe) {
      return "Observing";
    }
    if (!backends.isEmpty() && backends.stream().allMatch(backend -> backend.spec().suspended())) {
      return "Suspended";
    }
    return window.filter(next -> next.holds(now)).isPresent() ? "Active" : "Pending";
  }

  /** When the policy is over whatever compile says of it. */
  private static Optional<Instant> end(@Nullable SuppressionPolicySpec spec) {
    return spec == null ? Optional.empty() : Optional.ofNullable(spec.expires());
  }

  private static Optional<Instant> nextBoundary(@Nullable SuppressionPolicySpec spec, Optional<Window> window,
      Instant now) {
    Stream<Instant> edges = window.stream().flatMap(next -> Stream.of(next.startsAt(), next.endsAt()));
    return Stream.concat(edges, end(spec).stream()).filter(now::isBefore).min(Instant::compareTo);
  }

  private static String text(Window window) {
    String from = window.startless() ? "" : window.startsAt() + " ";
    return from + "until " + window.endsAt();
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
        .sorted(Comparator.comparing((Bound bound) -> bound.silence().startsAt()).thenComparing(Bound::backend)
            .thenComparing(bound -> bound.silence().id()))
        .limit(MOST_BINDINGS)
        .map(bound -> new Binding(bound.backend(), bound.silence().id(), bound.silence().endsAt().toString())).toList();
  }
}
