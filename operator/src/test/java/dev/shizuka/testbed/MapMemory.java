package dev.shizuka.testbed;

import dev.shizuka.catalog.Memory;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers as long as it lives. */
public final class MapMemory implements Memory {
  private final Map<String, Map<String, String>> topics = new HashMap<>();

  @Override
  public synchronized Optional<String> recall(String topic, String key) {
    return Optional.ofNullable(recallAll(topic).get(key));
  }

  @Override
  public synchronized Map<String, String> recallAll(String topic) {
    return Map.copyOf(topics.getOrDefault(topic, Map.of()));
  }

  @Override
  public synchronized void remember(String topic, Map<String, String> texts, Collection<String> forgotten) {
    Map<String, String> known = topics.computeIfAbsent(topic, name -> new HashMap<>());
    known.putAll(texts);
    known.keySet().removeAll(forgotten);
  }
}
