package dev.shizuka.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An informer's store without what nobody reads and what makes up half of a small object: managed fields and the last applied text. */
final class PrunedStore<V extends HasMetadata> implements ItemStore<V> {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private final Map<String, V> items = new ConcurrentHashMap<>();

  @Override
  public String getKey(V item) {
    return Cache.metaNamespaceKeyFunc(item);
  }

  @Override
  public @Nullable V put(String key, V item) {
    item.getMetadata().setManagedFields(List.of());
    Map<String, String> annotations = item.getMetadata().getAnnotations();
    if (annotations != null && annotations.containsKey(LAST_APPLIED)) {
      Map<String, String> kept = new TreeMap<>(annotations);
      kept.remove(LAST_APPLIED);
      item.getMetadata().setAnnotations(kept);
    }
    return items.put(key, item);
  }

  @Override
  public @Nullable V remove(String key) {
    return items.remove(key);
  }

  @Override
  public Stream<String> keySet() {
    return items.keySet().stream();
  }

  @Override
  public Stream<V> values() {
    return items.values().stream();
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public @Nullable V get(String key) {
    return items.get(key);
  }
}
