package dev.shizuka.operator;

import dev.shizuka.api.ClusterNoiseReport;
import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.catalog.Kind;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/** Keeps the status of each ClusterNoiseReport what the results say. */
@ControllerConfiguration(name = "clusternoisereport")
final class ClusterNoiseReportReconciler implements Reconciler<ClusterNoiseReport> {
  private static final Trade<ClusterNoiseReport, NoiseReportSpec, NoiseReportStatus> TRADE = new Trade<>(
      Kind.CLUSTER_NOISE_REPORT, ClusterNoiseReport::new, NoiseReports::of, NoiseReports::withoutFigures,
      new NoiseReportVoice());
  private final Desk desk;

  ClusterNoiseReportReconciler(Desk desk) {
    this.desk = desk;
  }

  @Override
  public List<EventSource<?, ClusterNoiseReport>> prepareEventSources(
      EventSourceContext<ClusterNoiseReport> context) {
    return desk.connect(TRADE, context, (before, after) -> {}, last -> {});
  }

  @Override
  public UpdateControl<ClusterNoiseReport> reconcile(ClusterNoiseReport primary,
      Context<ClusterNoiseReport> context) {
    return desk.report(TRADE, primary);
  }

  @Override
  public ErrorStatusUpdateControl<ClusterNoiseReport> updateErrorStatus(ClusterNoiseReport primary,
      Context<ClusterNoiseReport> context, Exception failure) {
    return desk.failed(TRADE, primary, failure);
  }
}
