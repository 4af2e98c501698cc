package dev.shizuka.operator;

import dev.shizuka.api.SuppressionPolicy;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicyStatus;
import dev.shizuka.catalog.Kind;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/** Keeps the status of each SuppressionPolicy what the results say. */
@ControllerConfiguration(name = "suppressionpolicy")
final class SuppressionPolicyReconciler implements Reconciler<SuppressionPolicy> {
  private static final Trade<SuppressionPolicy, SuppressionPolicySpec, SuppressionPolicyStatus> TRADE = new Trade<>(
      Kind.SUPPRESSION_POLICY, SuppressionPolicy::new, PolicyReports::of, PolicyFigures::without,
      new PolicyVoice());
  private final Desk desk;

  SuppressionPolicyReconciler(Desk desk) {
    this.desk = desk;
  }

  @Override
  public List<EventSource<?, SuppressionPolicy>> prepareEventSources(EventSourceContext<SuppressionPolicy> context) {
    return desk.connect(TRADE, context, (before, after) -> {}, last -> {});
  }

  @Override
  public UpdateControl<SuppressionPolicy> reconcile(SuppressionPolicy primary, Context<SuppressionPolicy> context) {
    return desk.report(TRADE, primary);
  }

  @Override
  public ErrorStatusUpdateControl<SuppressionPolicy> updateErrorStatus(SuppressionPolicy primary,
      Context<SuppressionPolicy> context, Exception failure) {
    return desk.failed(TRADE, primary, failure);
  }
}
