package dev.shizuka.operator;

import dev.shizuka.api.AlertRuleGroup;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.AlertRuleGroupStatus;
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

/** Keeps the status of each AlertRuleGroup what the results say. */
@ControllerConfiguration(name = "alertrulegroup")
final class AlertRuleGroupReconciler implements Reconciler<AlertRuleGroup> {
  private static final Trade<AlertRuleGroup, AlertRuleGroupSpec, AlertRuleGroupStatus> TRADE = new Trade<>(
      Kind.ALERT_RULE_GROUP, AlertRuleGroup::new, RuleGroupReports::of, RuleGroupReports::withoutFigures, new Voice());
  private final Desk desk;

  AlertRuleGroupReconciler(Desk desk) {
    this.desk = desk;
  }

  @Override
  public List<EventSource<?, AlertRuleGroup>> prepareEventSources(EventSourceContext<AlertRuleGroup> context) {
    return desk.connect(TRADE, context, (before, after) -> {}, last -> {});
  }

  @Override
  public UpdateControl<AlertRuleGroup> reconcile(AlertRuleGroup primary, Context<AlertRuleGroup> context) {
    return desk.report(TRADE, primary);
  }

  @Override
  public ErrorStatusUpdateControl<AlertRuleGroup> updateErrorStatus(AlertRuleGroup primary,
      Context<AlertRuleGroup> context, Exception failure) {
    return desk.failed(TRADE, primary, failure);
  }

  private static final class Voice implements Trade.Voice<AlertRuleGroupStatus> {
    @Override
    public List<Condition> conditions(@Nullable AlertRuleGroupStatus status) {
      return status == null ? List.of() : status.conditions();
    }

    @Override
    public AlertRuleGroupStatus with(@Nullable AlertRuleGroupStatus status, List<Condition> conditions) {
      return status == null
          ? new AlertRuleGroupStatus(conditions, null, null, List.of())
          : new AlertRuleGroupStatus(conditions, status.observedGeneration(), status.loaded(), status.rules());
    }

    @Override
    public List<Notice> notices(@Nullable AlertRuleGroupStatus before, AlertRuleGroupStatus after) {
      return Notices.ofGroup(before, after);
    }
  }
}
