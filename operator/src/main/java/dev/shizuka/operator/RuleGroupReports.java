package dev.shizuka.operator;

import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.AlertRuleGroupStatus;
import dev.shizuka.api.AlertRuleGroupStatus.RuleStatus;
import dev.shizuka.api.Condition;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Problem;
import dev.shizuka.compile.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The status of an AlertRuleGroup. A group with a refused rule is not Ready, though its good rules run: whoever waits for Ready in CI
 * must learn of it. {@code Degraded} says whether what runs is less than, or older than, what is declared.
 */
final class RuleGroupReports {
  private RuleGroupReports() {}

  /** Empty while the results are not about this version of the group, or a backend was not synced with it yet. */
  static Optional<Report<AlertRuleGroupStatus>> of(Subject<AlertRuleGroupSpec, AlertRuleGroupStatus> group,
      Board board, Instant now) {
    if (!board.knows(group)) {
      return Optional.empty();
    }
    List<Declared<MonitoringBackendSpec>> backends = board.backends(group.id(), spec -> spec.prometheus() != null);
    List<BackendView> views = backends.stream().filter(board::inForce)
        .flatMap(backend -> BackendView.of(backend.id().name(), group, board).stream()).toList();
    long inForce = backends.stream().filter(board::inForce).count();
    if (group.spec() != null && views.size() < inForce) {
      return Optional.empty();
    }
    List<RuleStatus> rules = RuleStatuses.of(views);
    Finding accepted = accepted(group, board, views, rules);
    Finding synced = noBackend(group, board, backends).orElseGet(() -> synced(views, rules));
    List<Condition> before = group.status() == null ? List.of() : group.status().conditions();
    List<Condition> conditions = new Conditions(before, group.generation(), now).three(accepted, synced)
        .put("Degraded", degraded(accepted, rules)).list();
    return Optional.of(
        Report.of(new AlertRuleGroupStatus(conditions, group.generation(), loaded(group, rules), rules)));
  }

  /** What one backend says of the group. */
  record BackendView(String backend, Verdict verdict, RuleSync sync) {
    static Optional<BackendView> of(String backend, Subject<?, ?> group, Board board) {
      return board.groupVerdict(backend, group.id())
          .filter(verdict -> group.spec() == null || verdict.generation() == group.generation())
          .flatMap(verdict -> board.rules(backend).map(sync -> new BackendView(backend, verdict, sync)));
    }
  }

  private static Finding accepted(Subject<?, ?> group, Board board, List<BackendView> views, List<RuleStatus> rules) {
    Optional<Problem> unreadable = group.spec() == null ? board.unreadable(group.id()) : Optional.empty();
    if (unreadable.isPresent()) {
      return Finding.bad(unreadable.get().reason(), unreadable.get().message());
    }
    if (views.isEmpty()) {
      return Finding.unknown("NoBackend", "Not checked: a backend's own parser checks expressions, and there is none.");
    }
    Optional<Verdict> refused = views.stream().map(BackendView::verdict).filter(verdict -> !verdict.accepted())
        .findFirst();
    if (refused.isPresent()) {
      return Finding.bad(refused.get().problems(), "The group is not in force.");
    }
    List<RuleStatus> left = rules.stream().filter(rule -> !rule.accepted()).toList();
    return left.isEmpty()
        ? Finding.good("Accepted", rules.size() + " rules are understood.")
        : Finding.bad("RulesRefused", left.size() + " of " + rules.size() + " rules left out: " + sentence(left));
  }

  private static String sentence(List<RuleStatus> left) {
    RuleStatus first = left.getFirst();
    String more = left.size() == 1 ? "" : " (and " + (left.size() - 1) + " more in status.rules)";
    return first.name() + ": " + (first.message() == null ? "refused" : first.message()) + more;
  }

  private static Optional<Finding> noBackend(Subject<?, ?> group, Board board,
      List<Declared<MonitoringBackendSpec>> backends) {
    if (backends.isEmpty()) {
      return Optional.of(
          Finding.bad("NoBackend", "No MonitoringBackend with prometheus selects namespace " + group.id().namespace()
              + ": check the namespaceSelector of the backends, or declare one."));
    }
    return backends.stream().filter(backend -> !board.inForce(backend)).findFirst()
        .map(backend -> Finding.bad("BackendRefused",
            "MonitoringBackend " + backend.id().name() + " is itself refused: see its conditions."));
  }

  private static Finding synced(List<BackendView> views, List<RuleStatus> rules) {
    Optional<RuleSync> behind = views.stream().map(BackendView::sync).filter(sync -> !sync.synced()).findFirst();
    if (behind.isPresent()) {
      return Finding.bad(behind.get().reason(), behind.get().message());
    }
    return rules.stream().filter(rule -> rule.accepted() && !rule.loaded()).findFirst()
        .map(rule -> Finding.bad("NotLoaded", "Rule " + rule.name() + " was not read back from every replica."))
        .orElseGet(() -> Finding.good("Synced", "Every replica runs what is in force."));
  }

  private static Finding degraded(Finding accepted, List<RuleStatus> rules) {
    long old = rules.stream().filter(rule -> Boolean.TRUE.equals(rule.lastGood())).count();
    if (old > 0) {
      return Finding.good("LastGoodRuns", old + " rules run in their last good version: " + accepted.message());
    }
    return accepted.status().equals("False")
        ? Finding.good(accepted.reason(), accepted.message())
        : Finding.bad("AsDeclared", "");
  }

  private static String loaded(Subject<AlertRuleGroupSpec, ?> group, List<RuleStatus> rules) {
    int declared = group.spec() == null ? rules.size() : group.spec().rules().size();
    return rules.stream().filter(RuleStatus::loaded).count() + "/" + declared;
  }

  /** The status without what only moves with the alerts. */
  static AlertRuleGroupStatus withoutFigures(AlertRuleGroupStatus status) {
    return new AlertRuleGroupStatus(status.conditions(), status.observedGeneration(), status.loaded(),
        status.rules().stream().map(rule -> new RuleStatus(rule.name(), rule.accepted(), rule.loaded(),
            rule.lastGood(), rule.health(), null, null, rule.reason(), rule.message())).toList());
  }
}
