package dev.shizuka.operator;

import dev.shizuka.api.Condition;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicyStatus;
import dev.shizuka.api.SuppressionPolicyStatus.Binding;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Problem;
import dev.shizuka.compile.Verdict;
import dev.shizuka.policy.CompiledPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The status of a policy. Its state is the first of these that fits:
 *
 * <ol>
 * <li>{@code Ended}: its {@code expires} or the end of its silence has passed
 * <li>{@code Refused}: it is not in force
 * <li>{@code Observing}: it only counts
 * <li>{@code Suspended}: every backend that it goes to is switched to hear everything
 * <li>{@code Pending}: its silence has not begun
 * <li>{@code Active}
 * </ol>
 */
final class PolicyReports {
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
    String state = state(policy, board, backends, accepted, now);
    Finding synced = PolicySync.of(policy.id(), board, backends, state);
    List<Condition> before = policy.status() == null ? List.of() : policy.status().conditions();
    SuppressionPolicyStatus status = new SuppressionPolicyStatus(
        Conditions.of(before, policy.generation(), now, accepted, synced), policy.generation(), state,
        expires(policy.spec()), bindings(policy, board, backends));
    return Optional.of(new Report<>(status, nextBoundary(policy.spec(), now)));
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

  private static String state(Subject<SuppressionPolicySpec, ?> policy, Board board,
      List<Declared<MonitoringBackendSpec>> backends, Finding accepted, Instant now) {
    if (end(policy.spec()).filter(end -> !now.isBefore(end)).isPresent()) {
      return "Ended";
    }
    if (!accepted.holds() || policy.spec() == null) {
      return "Refused";
    }
    Mode mode = board.compiled(policy.id()).map(CompiledPolicy::mode).orElseGet(policy.spec()::modeOrObserve);
    if (mode == Mode.Observe) {
      return "Observing";
    }
    if (!backends.isEmpty() && backends.stream().allMatch(backend -> backend.spec().suspended())) {
      return "Suspended";
    }
    boolean begun = policy.spec().silence() == null || policy.spec().silence().from() == null
        || !now.isBefore(policy.spec().silence().from());
    return begun ? "Active" : "Pending";
  }

  private static Stream<Instant> boundaries(@Nullable SuppressionPolicySpec spec) {
    if (spec == null) {
      return Stream.empty();
    }
    Stream<@Nullable Instant> silence = spec.silence() == null
        ? Stream.empty()
        : Stream.of(spec.silence().from(), spec.silence().until());
    return Stream.concat(Stream.of(spec.expires()), silence).filter(Objects::nonNull).map(Objects::requireNonNull);
  }

  private static Optional<Instant> end(@Nullable SuppressionPolicySpec spec) {
    if (spec == null) {
      return Optional.empty();
    }
    Instant until = spec.silence() == null ? null : spec.silence().until();
    return Stream.of(Optional.ofNullable(spec.expires()), Optional.ofNullable(until)).flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private static Optional<Instant> nextBoundary(@Nullable SuppressionPolicySpec spec, Instant now) {
    return boundaries(spec).filter(now::isBefore).min(Instant::compareTo);
  }

  private static @Nullable String expires(@Nullable SuppressionPolicySpec spec) {
    return spec == null || spec.expires() == null ? null : spec.expires().toString();
  }

  private static List<Binding> bindings(Subject<?, ?> policy, Board board,
      List<Declared<MonitoringBackendSpec>> backends) {
    return backends.stream().map(backend -> backend.id().name())
        .flatMap(name -> board.silences(name).stream()
            .flatMap(sync -> sync.bindings().getOrDefault(policy.id(), List.of()).stream())
            .map(silence -> new Binding(name, silence.id(), silence.endsAt().toString())))
        .toList();
  }
}
