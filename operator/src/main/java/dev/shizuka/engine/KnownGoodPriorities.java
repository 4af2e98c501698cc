package dev.shizuka.engine;

import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Memory;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.LastGoodPriorities;
import dev.shizuka.compile.PolicyCompiler;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good spec of each priority, kept across restarts under the topic {@code priorities}. A store that takes nothing keeps no policy
 * from ending: what is known counts meanwhile, and storing it is tried again with each catalog.
 */
final class KnownGoodPriorities {
  private static final Logger LOG = LoggerFactory.getLogger(KnownGoodPriorities.class);
  private static final String TOPIC = "priorities";
  private final Memory memory;
  private final Map<String, String> known;
  private Map<String, String> stored;

  KnownGoodPriorities(Memory memory) {
    this.memory = memory;
    this.stored = Map.copyOf(memory.recallAll(TOPIC));
    this.known = new HashMap<>(stored);
  }

  LastGoodPriorities lastGood() {
    return LastGoodPriorities.read(known);
  }

  /** To be called before anything is made of a catalog, so that no crash comes between. */
  void learn(Catalog catalog, Instant now) {
    Catalog alone = new Catalog(List.of(), catalog.priorities(), List.of(), List.of(), Map.of(), catalog.unreadable());
    CompiledPolicies fresh = PolicyCompiler.compile(alone, LastGoodPriorities.NONE, now);
    known.keySet().removeIf(name -> !declares(catalog, name));
    known.putAll(LastGoodPriorities.of(fresh).texts());
    if (!known.equals(stored)) {
      store();
    }
  }

  private void store() {
    Map<String, String> changed = new HashMap<>(known);
    changed.entrySet().removeAll(stored.entrySet());
    Collection<String> gone = stored.keySet().stream().filter(name -> !known.containsKey(name)).toList();
    try {
      memory.remember(TOPIC, changed, List.copyOf(gone));
      stored = Map.copyOf(known);
    } catch (RuntimeException full) {
      LOG.warn("Priorities could not be stored: {}", full.toString());
    }
  }

  private static boolean declares(Catalog catalog, String priority) {
    ResourceId id = new ResourceId(Kind.ALERT_PRIORITY, "", priority);
    return catalog.priorities().stream().anyMatch(declared -> declared.id().equals(id))
        || catalog.unreadable().stream().anyMatch(unreadable -> unreadable.id().filter(id::equals).isPresent());
  }
}
