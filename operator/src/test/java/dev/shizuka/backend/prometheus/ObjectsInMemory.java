package dev.shizuka.backend.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.backend.BackendException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** PrometheusRules without a cluster, and the rule files that prometheus-operator would make of them. */
final class ObjectsInMemory implements PrometheusRules {
  final Map<String, Content> byName = new ConcurrentHashMap<>();
  final List<String> writes = new CopyOnWriteArrayList<>();
  /** Why a write is refused, by name. */
  final Map<String, BackendException> refusing = new ConcurrentHashMap<>();
  private final Map<String, UUID> uids = new ConcurrentHashMap<>();

  @Override
  public Map<String, Content> list(Place place) {
    return Map.copyOf(byName);
  }

  @Override
  public void write(Place place, String name, Content content) throws BackendException {
    if (refusing.containsKey(name)) {
      throw refusing.get(name);
    }
    writes.add(name);
    byName.put(name, content);
    uids.computeIfAbsent(name, absent -> UUID.randomUUID());
  }

  @Override
  public void delete(Place place, String name) {
    writes.add("-" + name);
    byName.remove(name);
    uids.remove(name);
  }

  /** JSON is YAML. */
  Map<String, String> files() throws JsonProcessingException {
    Map<String, String> files = new TreeMap<>();
    for (Map.Entry<String, Content> object : byName.entrySet()) {
      files.put("monitoring-" + object.getKey() + "-" + uids.get(object.getKey()) + ".yaml",
          new ObjectMapper().writeValueAsString(object.getValue().spec()));
    }
    return files;
  }
}
