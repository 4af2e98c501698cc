package dev.shizuka.operator;

import dev.shizuka.api.AlertPriority;
import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.AlertPriorityStatus;
import dev.shizuka.api.AlertRuleGroupStatus;
import dev.shizuka.api.AlertRuleGroupStatus.RuleStatus;
import dev.shizuka.api.Condition;
import dev.shizuka.api.MonitoringBackendStatus;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.api.SuppressionPolicyStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is new between two statuses and worth an Event. A backend that is away is told on the backend alone, not on each of a thousand
 * groups.
 */
final class Notices {
  private static final Set<String> OF_THE_POLICY = Set.of("SilenceRefused", "InhibitionRefused");

  private Notices() {}

  static List<Notice> ofGroup(@Nullable AlertRuleGroupStatus before, AlertRuleGroupStatus after) {
    List<RuleStatus> known = before == null ? List.of() : RuleGroupReports.withoutFigures(before).rules();
    List<Notice> notices = new ArrayList<>(
        failed("Accepted", before == null ? List.of() : before.conditions(), after.conditions(),
            Set.of("RulesRefused")));
    for (RuleStatus rule : RuleGroupReports.withoutFigures(after).rules()) {
      if (!rule.accepted() && !known.contains(rule)) {
        String said = rule.name() + ": " + (rule.message() == null ? "refused" : rule.message());
        notices.add(Boolean.TRUE.equals(rule.lastGood())
            ? Notice.warning("LastGoodRuns", "The last good version goes on running. " + said)
            : Notice.warning("RuleRefused", "Left out, the other rules run. " + said));
      }
    }
    return notices;
  }

  static List<Notice> ofPolicy(@Nullable SuppressionPolicyStatus before, SuppressionPolicyStatus after) {
    List<Condition> known = before == null ? List.of() : before.conditions();
    boolean ended = "Ended".equals(after.state());
    List<Notice> notices = new ArrayList<>();
    if (ended && before != null && !"Ended".equals(before.state())) {
      notices.add(Notice.normal("Ended", "Its time is over: it covers nothing any more."));
    }
    if (!ended) {
      notices.addAll(failed("Accepted", known, after.conditions(), Set.of()));
    }
    failed("Synced", known, after.conditions(), Set.of()).stream()
        .filter(notice -> OF_THE_POLICY.contains(notice.reason())).forEach(notices::add);
    notices.addAll(PolicyConcerns.news(known, after.conditions()));
    if (before != null && approved(before, after)) {
      notices.add(Notice.normal("Approved",
          "It no longer waits for an approval: what it covers is open to it now. Any change of it needs another one."));
    }
    return notices;
  }

  /** The same spec that lacked an approval lacks none now. */
  private static boolean approved(SuppressionPolicyStatus before, SuppressionPolicyStatus after) {
    return Conditions.find(before.conditions(), "NeedsApproval").isPresent()
        && Conditions.find(after.conditions(), "NeedsApproval").isEmpty()
        && Conditions.find(after.conditions(), "Accepted").filter(now -> now.status().equals("True")).isPresent()
        && Objects.equals(before.observedGeneration(), after.observedGeneration());
  }

  static List<Notice> ofPriority(@Nullable AlertPriorityStatus before, AlertPriorityStatus after) {
    return failed("Accepted", before == null ? List.of() : before.conditions(), after.conditions(), Set.of());
  }

  static List<Notice> ofBackend(@Nullable MonitoringBackendStatus before, MonitoringBackendStatus after) {
    List<Condition> known = before == null ? List.of() : before.conditions();
    List<Notice> notices = new ArrayList<>(failed("Accepted", known, after.conditions(), Set.of()));
    notices.addAll(failed("Synced", known, after.conditions(), Set.of()));
    long was = before == null || before.driftCorrected() == null ? 0 : before.driftCorrected();
    long now = after.driftCorrected() == null ? 0 : after.driftCorrected();
    if (now > was) {
      notices.add(Notice.warning("DriftCorrected", (now - was)
          + " of our files, ConfigMaps, PrometheusRules, silences or completed configurations had been changed by somebody else and were put back."));
    }
    return notices;
  }

  static List<Notice> ofReport(@Nullable NoiseReportStatus before, NoiseReportStatus after) {
    List<Condition> known = before == null ? List.of() : before.conditions();
    List<Notice> notices = new ArrayList<>(failed("Accepted", known, after.conditions(), Set.of()));
    notices.addAll(failed("Synced", known, after.conditions(), Set.of()));
    return notices;
  }

  /** Told when a priority lets policies do more than before. */
  static Optional<Notice> loosened(AlertPriority before, AlertPriority after) {
    Suppression was = suppression(before.getSpec());
    Suppression now = suppression(after.getSpec());
    return now.ordinal() > was.ordinal()
        ? Optional.of(Notice.warning("Loosened",
            "suppression went from " + was + " to " + now + ": policies may now cover its alerts."))
        : Optional.empty();
  }

  static Notice deleted(AlertPriority last) {
    return Notice.warning("Deleted",
        "The priority was deleted: alerts labelled with it are protected, alerts that it was "
            + "assigned to are not, unless another priority is. Its suppression was " + suppression(last.getSpec())
            + ".");
  }

  private static Suppression suppression(@Nullable AlertPrioritySpec spec) {
    return spec == null ? Suppression.Forbidden : spec.suppressionOrForbidden();
  }

  private static List<Notice> failed(String type, List<Condition> before, List<Condition> after, Set<String> besides) {
    Optional<Condition> was = Conditions.find(before, type);
    return Conditions.find(after, type).filter(now -> now.status().equals("False"))
        .filter(now -> !besides.contains(String.valueOf(now.reason())))
        .filter(now -> was.filter(old -> said(old).equals(said(now))).isEmpty())
        .map(now -> Notice.warning(String.valueOf(now.reason()), String.valueOf(now.message()))).stream().toList();
  }

  private static String said(Condition condition) {
    return condition.status() + condition.reason() + condition.message();
  }
}
