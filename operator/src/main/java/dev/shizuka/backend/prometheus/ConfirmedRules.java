package dev.shizuka.backend.prometheus;

import dev.shizuka.catalog.Memory;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.LastGoodRules;
import dev.shizuka.compile.RuleGroup;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a backend last confirmed by read-back, group by group, kept across restarts: topic {@code rules/BACKEND}, key
 * {@code namespace/name}, text the group as JSON.
 */
final class ConfirmedRules {
  private static final Logger LOG = LoggerFactory.getLogger(ConfirmedRules.class);

  private final Memory memory;
  private final String topic;
  private final TreeMap<ResourceId, RuleGroup> groups = new TreeMap<>();

  ConfirmedRules(Memory memory, String backend) {
    this.memory = memory;
    this.topic = "rules/" + backend;
    memory.recallAll(topic).forEach(this::recall);
  }

  private void recall(String key, String text) {
    LastGoodRules.read(text).filter(group -> group.owner().qualifiedName().equals(key)).ifPresentOrElse(
        group -> groups.put(group.owner(), group),
        () -> LOG.warn("The store's last good version of rule group {} cannot be read and is not used", key));
  }

  Map<ResourceId, RuleGroup> groups() {
    return Map.copyOf(groups);
  }

  LastGoodRules lastGood() {
    return new LastGoodRules(groups);
  }

  /** Remembers what differs from what is known, and forgets what has gone. */
  void update(Map<ResourceId, RuleGroup> confirmed, Set<ResourceId> gone) {
    Map<String, String> texts = new TreeMap<>();
    TreeMap<ResourceId, RuleGroup> changed = new TreeMap<>();
    confirmed.forEach((owner, group) -> {
      if (!group.equals(groups.get(owner))) {
        changed.put(owner, group);
        texts.put(owner.qualifiedName(), LastGoodRules.text(group));
      }
    });
    TreeSet<ResourceId> forgotten = new TreeSet<>(gone);
    forgotten.retainAll(groups.keySet());
    if (!changed.isEmpty() || !forgotten.isEmpty()) {
      memory.remember(topic, texts, forgotten.stream().map(ResourceId::qualifiedName).toList());
      groups.putAll(changed);
      groups.keySet().removeAll(forgotten);
    }
  }
}
