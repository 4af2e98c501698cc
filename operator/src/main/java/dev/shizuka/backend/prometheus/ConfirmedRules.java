package dev.shizuka.backend.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
  private static final ObjectMapper JSON = JsonMapper.builder()
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private final Memory memory;
  private final String topic;
  private final TreeMap<ResourceId, RuleGroup> groups = new TreeMap<>();

  ConfirmedRules(Memory memory, String backend) {
    this.memory = memory;
    this.topic = "rules/" + backend;
    memory.recallAll(topic).forEach(this::recall);
  }

  private void recall(String key, String text) {
    try {
      RuleGroup group = JSON.readValue(text, RuleGroup.class);
      if (group != null && group.owner() != null && group.owner().qualifiedName().equals(key)) {
        groups.put(group.owner(), group);
        return;
      }
    } catch (JsonProcessingException | NullPointerException unreadable) {
      LOG.debug("Unreadable text of {}", key, unreadable);
    }
    LOG.warn("The store's last good version of rule group {} cannot be read and is not used", key);
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
        texts.put(owner.qualifiedName(), text(group));
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

  private static String text(RuleGroup group) {
    try {
      return JSON.writeValueAsString(group);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a rule group is plain data", impossible);
    }
  }
}
