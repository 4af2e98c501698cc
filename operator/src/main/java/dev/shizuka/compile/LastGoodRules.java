package dev.shizuka.compile;

import dev.shizuka.catalog.ResourceId;
import java.util.Map;
import java.util.Optional;

/** What a backend last confirmed by read-back, group by group: the versions that stand in for bad ones. */
public record LastGoodRules(Map<ResourceId, RuleGroup> groups) {
  public static final LastGoodRules NONE = new LastGoodRules(Map.of());

  public LastGoodRules {
    groups = Map.copyOf(groups);
  }

  public Optional<RuleGroup> group(ResourceId owner) {
    return Optional.ofNullable(groups.get(owner));
  }
}
