package dev.shizuka.operator;

import dev.shizuka.api.NoiseReport;
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

/** Keeps the status of each NoiseReport what the results say. */
@ControllerConfiguration(name = "noisereport")
final class NoiseReportReconciler implements Reconciler<NoiseReport> {
  private static final Trade<NoiseReport, NoiseReportSpec, NoiseReportStatus> TRADE = new Trade<>(
      Kind.NOISE_REPORT, NoiseReport::new, NoiseReports::of, NoiseReports::withoutFigures,
      new NoiseReportVoice());
  private final Desk desk;

  NoiseReportReconciler(Desk desk) {
    this.desk = desk;
  }

  @Override
  public List<EventSource<?, NoiseReport>> prepareEventSources(
      EventSourceContext<NoiseReport> context) {
    return desk.connect(TRADE, context, (before, after) -> {}, last -> {});
  }

  @Override
  public UpdateControl<NoiseReport> reconcile(NoiseReport primary,
      Context<NoiseReport> context) {
    return desk.report(TRADE, primary);
  }

  @Override
  public ErrorStatusUpdateControl<NoiseReport> updateErrorStatus(NoiseReport primary,
      Context<NoiseReport> context, Exception failure) {
    return desk.failed(TRADE, primary, failure);
  }
}
