package dev.shizuka.operator;

import dev.shizuka.api.SuppressionPolicyStatus;
import dev.shizuka.ledger.PolicyUse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The part of a policy's status that moves with the alerts, and need not be written at once. */
record PolicyFigures(@Nullable Long suppressedNow, @Nullable Long suppressed7d, @Nullable Long suppressed30d,
    @Nullable Long wouldSuppress7d, @Nullable Long wouldSuppress30d, @Nullable Long called30d, @Nullable Long inVain30d,
    @Nullable Long calledBeforeLease30d, @Nullable String lastMatch) {
  static final PolicyFigures NONE = new PolicyFigures(null, null, null, null, null, null, null, null, null);

  static PolicyFigures of(PolicyUse use) {
    return new PolicyFigures(use.suppressedNow(), use.week().suppressed(), use.month().suppressed(),
        use.week().wouldSuppress(), use.month().wouldSuppress(), use.month().called(), use.month().inVain(),
        use.month().calledBefore(), use.lastMatch().map(Instant::toString).orElse(null));
  }

  static PolicyFigures of(SuppressionPolicyStatus status) {
    return new PolicyFigures(status.suppressedNow(), status.suppressed7d(), status.suppressed30d(),
        status.wouldSuppress7d(), status.wouldSuppress30d(), status.called30d(), status.inVain30d(),
        status.calledBeforeLease30d(), status.lastMatch());
  }

  /** The same status with these figures. */
  SuppressionPolicyStatus on(SuppressionPolicyStatus status) {
    return new SuppressionPolicyStatus(status.conditions(), status.observedGeneration(), status.state(),
        status.window(), status.expires(), suppressedNow, suppressed7d, suppressed30d, wouldSuppress7d,
        wouldSuppress30d, called30d, inVain30d, calledBeforeLease30d, lastMatch, status.bindings());
  }

  static SuppressionPolicyStatus without(SuppressionPolicyStatus status) {
    return NONE.on(status);
  }
}
