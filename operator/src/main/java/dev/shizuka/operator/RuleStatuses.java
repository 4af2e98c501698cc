package dev.shizuka.operator;

import dev.shizuka.api.AlertRuleGroupStatus.RuleStatus;
import dev.shizuka.backend.RuleSync.LoadedRule;
import dev.shizuka.catalog.Problem;
import dev.shizuka.compile.RuleVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One line for each declared rule, over all backends: the worst of them speaks. */
final class RuleStatuses {
  private static final List<String> WORST_FIRST = List.of("err", "unknown", "ok");

  private RuleStatuses() {}

  /** A rule at one backend. */
  private record Seen(RuleVerdict verdict, Optional<LoadedRule> loaded) {}

  static List<RuleStatus> of(List<RuleGroupReports.BackendView> views) {
    Map<Integer, List<Seen>> byIndex = new TreeMap<>();
    for (RuleGroupReports.BackendView view : views) {
      List<LoadedRule> loaded = view.sync().loaded().getOrDefault(view.verdict().id(), List.of());
      for (RuleVerdict rule : view.verdict().rules()) {
        Optional<LoadedRule> found = loaded.stream().filter(one -> one.id().equals(rule.id())).findFirst();
        byIndex.computeIfAbsent(rule.index(), index -> new ArrayList<>()).add(new Seen(rule, found));
      }
    }
    return byIndex.values().stream().map(RuleStatuses::merged).toList();
  }

  private static RuleStatus merged(List<Seen> seen) {
    boolean accepted = seen.stream().allMatch(one -> one.verdict().accepted());
    boolean onAll = seen.stream().allMatch(one -> one.loaded().map(LoadedRule::onAllReplicas).orElse(false));
    boolean lastGood = seen.stream().anyMatch(one -> one.verdict().lastGood());
    List<LoadedRule> loaded = seen.stream().flatMap(one -> one.loaded().stream()).toList();
    Optional<Problem> problem = seen.stream().flatMap(one -> one.verdict().problems().stream()).findFirst();
    String error = loaded.stream().map(LoadedRule::lastError).filter(text -> !text.isEmpty()).findFirst().orElse(null);
    Integer firing = loaded.isEmpty() ? null : Integer.valueOf(loaded.stream().mapToInt(LoadedRule::firing).sum());
    return new RuleStatus(seen.getFirst().verdict().name(), accepted, accepted && onAll, lastGood, health(loaded),
        error, firing, problem.map(Problem::reason).orElse(null), problem.map(Problem::message).orElse(null));
  }

  private static @Nullable String health(List<LoadedRule> loaded) {
    return WORST_FIRST.stream().filter(health -> loaded.stream().anyMatch(one -> Objects.equals(one.health(), health)))
        .findFirst().orElse(null);
  }
}
