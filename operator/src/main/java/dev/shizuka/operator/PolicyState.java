package dev.shizuka.operator;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Declared;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a policy is the first of these that fits:
 *
 * <ol>
 * <li>{@code Ended}: its {@code expires} or the end of its last window has passed
 * <li>{@code Refused}: it is not in force
 * <li>{@code Observing}: it only counts
 * <li>{@code Suspended}: every backend that it goes to is switched to hear everything
 * <li>{@code Pending}: none of its windows runs
 * <li>{@code Armed}: no calendar decides, and no alert is quiet by it now
 * <li>{@code Active}
 * </ol>
 *
 * @param compiled empty where it is not in force
 * @param quiet whether a silence of it stands, or an alert was seen to be quiet by it
 */
record PolicyState(@Nullable SuppressionPolicySpec spec, Optional<CompiledPolicy> compiled,
    List<Declared<MonitoringBackendSpec>> backends, boolean quiet) {
  String at(Instant now) {
    Optional<Window> window = window(now);
    boolean over = compiled.isPresent() && window.isEmpty();
    if (over || end(spec).filter(end -> !now.isBefore(end)).isPresent()) {
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
    if (window.filter(next -> next.holds(now)).isEmpty()) {
      return "Pending";
    }
    return compiled.get().condition().isPresent() && !quiet ? "Armed" : "Active";
  }

  /** That runs or comes next. */
  Optional<Window> window(Instant now) {
    return compiled.flatMap(found -> found.timing().next(now));
  }

  /** Whether a policy in that state is to keep alerts quiet, now or later. */
  static boolean enforces(String state) {
    return state.equals("Active") || state.equals("Armed") || state.equals("Pending");
  }

  /** When the policy is over whatever compile says of it. */
  static Optional<Instant> end(@Nullable SuppressionPolicySpec spec) {
    return spec == null ? Optional.empty() : Optional.ofNullable(spec.expires());
  }
}
