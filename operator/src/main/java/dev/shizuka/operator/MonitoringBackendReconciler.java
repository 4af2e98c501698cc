package dev.shizuka.operator;

import dev.shizuka.api.Condition;
import dev.shizuka.api.MonitoringBackend;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendStatus;
import dev.shizuka.catalog.Kind;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the status of each MonitoringBackend what the results say. */
@ControllerConfiguration(name = "monitoringbackend")
final class MonitoringBackendReconciler implements Reconciler<MonitoringBackend> {
  private static final Trade<MonitoringBackend, MonitoringBackendSpec, MonitoringBackendStatus> TRADE = new Trade<>(
      Kind.MONITORING_BACKEND, MonitoringBackend::new, BackendReports::of, BackendReports::withoutFigures, new Voice());
  private final Desk desk;

  MonitoringBackendReconciler(Desk desk) {
    this.desk = desk;
  }

  @Override
  public List<EventSource<?, MonitoringBackend>> prepareEventSources(EventSourceContext<MonitoringBackend> context) {
    return desk.connect(TRADE, context, (before, after) -> {}, last -> {});
  }

  @Override
  public UpdateControl<MonitoringBackend> reconcile(MonitoringBackend primary, Context<MonitoringBackend> context) {
    return desk.report(TRADE, primary);
  }

  @Override
  public ErrorStatusUpdateControl<MonitoringBackend> updateErrorStatus(MonitoringBackend primary,
      Context<MonitoringBackend> context, Exception failure) {
    return desk.failed(TRADE, primary, failure);
  }

  private static final class Voice implements Trade.Voice<MonitoringBackendStatus> {
    @Override
    public List<Condition> conditions(@Nullable MonitoringBackendStatus status) {
      return status == null ? List.of() : status.conditions();
    }

    @Override
    public MonitoringBackendStatus with(@Nullable MonitoringBackendStatus status, List<Condition> conditions) {
      return status == null
          ? new MonitoringBackendStatus(conditions, null, List.of(), null, null, null, null, null)
          : new MonitoringBackendStatus(conditions, status.observedGeneration(), status.replicas(), status.rules(),
              status.rulesRejected(), status.silencesOwned(), status.driftCorrected(), status.lastSync());
    }

    @Override
    public List<Notice> notices(@Nullable MonitoringBackendStatus before, MonitoringBackendStatus after) {
      return Notices.ofBackend(before, after);
    }
  }
}
