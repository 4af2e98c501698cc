package dev.shizuka.backend.prometheus;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledRule;
import dev.shizuka.compile.RuleGroup;
import dev.shizuka.compile.RuleId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is new in a group since it was last confirmed, exactly as it is: one edit later it is another change. */
sealed interface Change {
  ResourceId owner();

  /** A rule that is not in the last good version of its group. */
  record OfRule(ResourceId owner, CompiledRule rule) implements Change {}

  /** Another interval than the last good version of the group has. */
  record OfInterval(ResourceId owner, String interval) implements Change {}

  /** In the order of the groups. */
  static List<Change> between(Collection<RuleGroup> wanted, Map<ResourceId, RuleGroup> good) {
    List<Change> changes = new ArrayList<>();
    for (RuleGroup group : wanted) {
      Optional<RuleGroup> before = Optional.ofNullable(good.get(group.owner()));
      if (before.filter(group::equals).isEmpty()) {
        if (!group.interval().equals(before.map(RuleGroup::interval).orElse(""))) {
          changes.add(new OfInterval(group.owner(), group.interval()));
        }
        Set<CompiledRule> known = Set.copyOf(before.map(RuleGroup::rules).orElse(List.of()));
        group.rules().stream().filter(rule -> !known.contains(rule))
            .forEach(rule -> changes.add(new OfRule(group.owner(), rule)));
      }
    }
    return changes;
  }

  /** The groups without these changes: what was last good stands in for each; a group of which nothing is left is left out. */
  static List<RuleGroup> without(Set<Change> leftOut, Collection<RuleGroup> wanted, Map<ResourceId, RuleGroup> good) {
    Set<ResourceId> touched = leftOut.stream().map(Change::owner).collect(Collectors.toSet());
    return wanted.stream().flatMap(group -> touched.contains(group.owner())
        ? without(leftOut, group, Optional.ofNullable(good.get(group.owner()))).stream()
        : Stream.of(group)).toList();
  }

  private static Optional<RuleGroup> without(Set<Change> leftOut, RuleGroup group, Optional<RuleGroup> good) {
    Map<RuleId, CompiledRule> before = good.map(RuleGroup::rules).orElse(List.of()).stream()
        .collect(Collectors.toMap(CompiledRule::id, Function.identity(), (first, second) -> first));
    List<CompiledRule> rules = group.rules().stream()
        .flatMap(rule -> leftOut.contains(new OfRule(group.owner(), rule))
            ? Optional.ofNullable(before.get(rule.id())).stream()
            : Stream.of(rule))
        .toList();
    String interval = leftOut.contains(new OfInterval(group.owner(), group.interval()))
        ? good.map(RuleGroup::interval).orElse("")
        : group.interval();
    return rules.isEmpty() && !group.rules().isEmpty()
        ? Optional.empty()
        : Optional.of(new RuleGroup(group.owner(), interval, rules));
  }
}
