package dev.shizuka.operator;

import dev.shizuka.api.AlertPriority;
import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPriorityStatus;
import dev.shizuka.api.Condition;
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

/** Keeps the status of each AlertPriority what the results say. */
@ControllerConfiguration(name = "alertpriority")
final class AlertPriorityReconciler implements Reconciler<AlertPriority> {
  private static final Trade<AlertPriority, AlertPrioritySpec, AlertPriorityStatus> TRADE = new Trade<>(
      Kind.ALERT_PRIORITY, AlertPriority::new, PriorityReports::of, status -> status, new Voice());
  private final Desk desk;

  AlertPriorityReconciler(Desk desk) {
    this.desk = desk;
  }

  @Override
  public List<EventSource<?, AlertPriority>> prepareEventSources(EventSourceContext<AlertPriority> context) {
    return desk.connect(TRADE, context,
        (before, after) -> Notices.loosened(before, after).ifPresent(notice -> desk.tell(after, notice)),
        last -> desk.tell(last, Notices.deleted(last)));
  }

  @Override
  public UpdateControl<AlertPriority> reconcile(AlertPriority primary, Context<AlertPriority> context) {
    return desk.report(TRADE, primary);
  }

  @Override
  public ErrorStatusUpdateControl<AlertPriority> updateErrorStatus(AlertPriority primary,
      Context<AlertPriority> context, Exception failure) {
    return desk.failed(TRADE, primary, failure);
  }

  private static final class Voice implements Trade.Voice<AlertPriorityStatus> {
    @Override
    public List<Condition> conditions(@Nullable AlertPriorityStatus status) {
      return status == null ? List.of() : status.conditions();
    }

    @Override
    public AlertPriorityStatus with(@Nullable AlertPriorityStatus status, List<Condition> conditions) {
      return status == null
          ? new AlertPriorityStatus(conditions, null)
          : new AlertPriorityStatus(conditions, status.observedGeneration());
    }

    @Override
    public List<Notice> notices(@Nullable AlertPriorityStatus before, AlertPriorityStatus after) {
      return Notices.ofPriority(before, after);
    }
  }
}
