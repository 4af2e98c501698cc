package dev.shizuka.operator;

import dev.shizuka.api.ClusterSuppressionPolicy;
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

/** Keeps the status of each ClusterSuppressionPolicy what the results say. */
@ControllerConfiguration(name = "clustersuppressionpolicy")
final class ClusterSuppressionPolicyReconciler implements Reconciler<ClusterSuppressionPolicy> {
  private static final Trade<ClusterSuppressionPolicy, SuppressionPolicySpec, SuppressionPolicyStatus> TRADE = new Trade<>(
      Kind.CLUSTER_SUPPRESSION_POLICY, ClusterSuppressionPolicy::new, PolicyReports::of, PolicyFigures::without,
      new PolicyVoice());
  private final Desk desk;

  ClusterSuppressionPolicyReconciler(Desk desk) {
    this.desk = desk;
  }

  @Override
  public List<EventSource<?, ClusterSuppressionPolicy>> prepareEventSources(
      EventSourceContext<ClusterSuppressionPolicy> context) {
    return desk.connect(TRADE, context, (before, after) -> {}, last -> {});
  }

  @Override
  public UpdateControl<ClusterSuppressionPolicy> reconcile(ClusterSuppressionPolicy primary,
      Context<ClusterSuppressionPolicy> context) {
    return desk.report(TRADE, primary);
  }

  @Override
  public ErrorStatusUpdateControl<ClusterSuppressionPolicy> updateErrorStatus(ClusterSuppressionPolicy primary,
      Context<ClusterSuppressionPolicy> context, Exception failure) {
    return desk.failed(TRADE, primary, failure);
  }
}
