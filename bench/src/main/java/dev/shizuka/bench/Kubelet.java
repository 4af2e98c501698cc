package dev.shizuka.bench;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Brings the rules that prometheus-operator gathers for Prometheus {@code main} in the namespace {@code monitoring} to a Prometheus, as kubelet and reloader do. */
final class Kubelet implements AutoCloseable {
  private final BenchPrometheus prometheus;
  private final SharedIndexInformer<ConfigMap> maps;
  private final AtomicBoolean changed = new AtomicBoolean();
  private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

  Kubelet(KubernetesClient client, BenchPrometheus prometheus) {
    this.prometheus = prometheus;
    this.maps = client.configMaps().inNamespace("monitoring").withLabel("prometheus-name", "main")
        .inform(new Changes(changed));
    looks.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    // prometheus-operator deletes all before it writes all anew: a volume stays as it is meanwhile.
    if (maps.getStore().list().isEmpty() || !changed.getAndSet(false)) {
      return;
    }
    try {
      bring();
      prometheus.reload();
    } catch (IOException later) {
      changed.set(true);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void bring() throws IOException {
    Map<String, String> files = new TreeMap<>();
    maps.getStore().list().forEach(map -> files.putAll(map.getData() == null ? Map.of() : map.getData()));
    try (Stream<Path> there = Files.list(prometheus.rules())) {
      for (Path file : there.toList()) {
        if (!files.containsKey(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(prometheus.rules().resolve(file.getKey()), file.getValue());
    }
  }

  private record Changes(AtomicBoolean changed) implements ResourceEventHandler<ConfigMap> {
    @Override
    public void onAdd(ConfigMap added) {
      changed.set(true);
    }

    @Override
    public void onUpdate(ConfigMap before, ConfigMap after) {
      changed.set(true);
    }

    @Override
    public void onDelete(ConfigMap deleted, boolean unknown) {
      changed.set(true);
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
    maps.close();
  }
}
