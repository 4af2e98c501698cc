package dev.shizuka.backend.prometheus;

import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.RuleGroup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Groups of which prometheus-operator takes the last good version and not the new one, for instance because its parser is older than the
 * Prometheus that checked the expressions. It leaves out the whole object then, so that the group vanishes from Prometheus: seen for ten
 * seconds, the last good version goes back, and the new one is not tried again before it changes.
 */
final class LeftOutGroups {
  private static final Duration CERTAIN = Duration.ofSeconds(10);
  private final Map<ResourceId, RuleGroup> leftOut = new HashMap<>();
  private final Map<ResourceId, Long> vanished = new HashMap<>();

  /** What is wanted, with the last good version in the place of each that is left out. */
  List<RuleGroup> choose(List<RuleGroup> wanted, Map<ResourceId, RuleGroup> good) {
    leftOut.values().retainAll(leftOut.isEmpty() ? Set.of() : Set.copyOf(wanted));
    return wanted.stream().map(
        group -> Optional.ofNullable(good.get(group.owner())).filter(last -> group.equals(leftOut.get(group.owner())))
            .orElse(group))
        .toList();
  }

  /** @param written the groups that lie ready */
  void look(Observation seen, List<RuleGroup> written, Map<ResourceId, RuleGroup> good) {
    Set<ResourceId> gone = seen.vanished();
    vanished.keySet().retainAll(gone);
    gone.forEach(owner -> vanished.putIfAbsent(owner, System.nanoTime()));
    for (RuleGroup group : written) {
      Long since = vanished.get(group.owner());
      RuleGroup last = good.get(group.owner());
      if (since != null && last != null && !last.equals(group) && Refusal.olderThan(since, CERTAIN)) {
        leftOut.put(group.owner(), group);
      }
    }
  }

  /** The versions that are left out. */
  List<RuleGroup> groups() {
    return List.copyOf(leftOut.values());
  }

  Map<ResourceId, Problem> problems() {
    Map<ResourceId, Problem> problems = new TreeMap<>();
    leftOut.keySet().forEach(owner -> problems.put(owner, new Problem("", "OperatorRefused",
        "prometheus-operator leaves out the PrometheusRule with the new rules, although Prometheus takes every expression:"
            + " an older parser, perhaps. The last good rules are back; the Events of that object say more")));
    return problems;
  }
}
