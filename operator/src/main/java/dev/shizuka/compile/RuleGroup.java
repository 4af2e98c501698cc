package dev.shizuka.compile;

import dev.shizuka.catalog.ResourceId;
import java.util.List;

/**
 * One Prometheus rule group, made of one AlertRuleGroup.
 *
 * @param interval a Prometheus duration; empty for the backend's default
 */
public record RuleGroup(ResourceId owner, String interval, List<CompiledRule> rules) {
  public RuleGroup {
    rules = List.copyOf(rules);
  }

  /** The group's name in Prometheus: {@code namespace/name}. Never changes for the same object. */
  public String name() {
    return owner.qualifiedName();
  }
}
