package dev.shizuka.testbed;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Plays the kubelet: what the ConfigMaps of a namespace hold appears in a folder, as with a volume, and goes from it. */
public final class MountedConfigMaps implements AutoCloseable {
  private final KubernetesClient client;
  private final String namespace;
  private final Path folder;
  private final ScheduledExecutorService kubelet = Executors.newSingleThreadScheduledExecutor();
  private Set<String> written = new HashSet<>();

  private MountedConfigMaps(KubernetesClient client, String namespace, Path folder) {
    this.client = client;
    this.namespace = namespace;
    this.folder = folder;
  }

  public static MountedConfigMaps in(RealKubernetes kubernetes, String namespace, Path folder) {
    KubernetesClient client = new KubernetesClientBuilder().withConfig(kubernetes.config()).build();
    MountedConfigMaps mounted = new MountedConfigMaps(client, namespace, folder);
    mounted.kubelet.scheduleWithFixedDelay(mounted::copy, 0, 500, TimeUnit.MILLISECONDS);
    return mounted;
  }

  private void copy() {
    try {
      Set<String> present = new HashSet<>();
      for (ConfigMap map : client.configMaps().inNamespace(namespace).list().getItems()) {
        for (Map.Entry<String, String> file : Optional.ofNullable(map.getData()).orElse(Map.of()).entrySet()) {
          if (List.of("yaml", "yml").contains(file.getKey().replaceAll(".*\\.", ""))) {
            place(folder.resolve(file.getKey()), file.getValue());
            present.add(file.getKey());
          }
        }
      }
      written.removeAll(present);
      for (String gone : written) {
        Files.deleteIfExists(folder.resolve(gone));
      }
      written = present;
    } catch (IOException | KubernetesClientException later) {
      // The next look comes at once.
    }
  }

  /** At once, as the kubelet does it: a reload never reads half a file. */
  private static void place(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Path aside = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() {
    kubelet.shutdownNow();
    client.close();
  }
}
