package dev.shizuka.operator;

import dev.shizuka.api.Condition;
import dev.shizuka.api.SuppressionPolicyStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the status of a policy of either kind speaks. */
final class PolicyVoice implements Trade.Voice<SuppressionPolicyStatus> {
  @Override
  public List<Condition> conditions(@Nullable SuppressionPolicyStatus status) {
    return status == null ? List.of() : status.conditions();
  }

  @Override
  public SuppressionPolicyStatus with(@Nullable SuppressionPolicyStatus status, List<Condition> conditions) {
    return status == null
        ? new SuppressionPolicyStatus(conditions, null, null, null, null, List.of())
        : PolicyFigures.of(status).on(new SuppressionPolicyStatus(conditions, status.observedGeneration(),
            status.state(), status.window(), status.expires(), status.bindings()));
  }

  @Override
  public List<Notice> notices(@Nullable SuppressionPolicyStatus before, SuppressionPolicyStatus after) {
    return Notices.ofPolicy(before, after);
  }
}
