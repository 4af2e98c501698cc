package dev.shizuka.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must survive a restart besides the ledger: what was last read from a file, what was last good of a priority, what a backend
 * last confirmed. Texts by topic and key; whoever remembers a topic owns its format.
 */
public interface Memory {
  Optional<String> recall(String topic, String key);

  /** All texts of a topic by key. */
  Map<String, String> recallAll(String topic);

  /** Remembers and forgets in one transaction. */
  void remember(String topic, Map<String, String> texts, Collection<String> forgotten);

  default void remember(String topic, String key, String text) {
    remember(topic, Map.of(key, text), List.of());
  }
}
