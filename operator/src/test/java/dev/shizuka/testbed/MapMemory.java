package dev.shizuka.testbed;

import dev.shizuka.catalog.Memory;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Remembers as long as it lives. */
public final class MapMemory implements Memory {
  private final Map<String, Map<String, String>> topics = new ConcurrentSkipListMap<>();

  @Override
  public Optional<String> recall(String topic, String key) {
    return Optional.ofNullable(recallAll(topic).get(key));
  }

  @Override
  public Map<String, String> recallAll(String topic) {
    return Map.copyOf(topics.getOrDefault(topic, Map.of()));
  }

  @Override
  public synchronized void remember(String topic, Map<String, String> texts, Collection<String> forgotten) {
    Map<String, String> all = topics.computeIfAbsent(topic, any -> new ConcurrentSkipListMap<>());
    all.putAll(texts);
    all.keySet().removeAll(forgotten);
  }
}
