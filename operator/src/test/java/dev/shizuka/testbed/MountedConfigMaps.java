package dev.shizuka.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Plays the kubelet: what the ConfigMaps of a namespace hold appears in a folder, as with a volume. */
public final class MountedConfigMaps implements AutoCloseable {
  private final RealKubernetes kubernetes;
  private final String namespace;
  private final Path folder;
  private final ScheduledExecutorService kubelet = Executors.newSingleThreadScheduledExecutor();

  private MountedConfigMaps(RealKubernetes kubernetes, String namespace, Path folder) {
    this.kubernetes = kubernetes;
    this.namespace = namespace;
    this.folder = folder;
  }

  public static MountedConfigMaps in(RealKubernetes kubernetes, String namespace, Path folder) {
    MountedConfigMaps mounted = new MountedConfigMaps(kubernetes, namespace, folder);
    mounted.kubelet.scheduleWithFixedDelay(mounted::copy, 0, 500, TimeUnit.MILLISECONDS);
    return mounted;
  }

  private void copy() {
    try {
      RealKubernetes.Said said = kubernetes.kubectl("get", "configmaps", "-n", namespace, "-o", "json");
      for (JsonNode map : new ObjectMapper().readTree(said.text()).path("items")) {
        for (Map.Entry<String, JsonNode> file : map.path("data").properties()) {
          if (List.of("yaml", "yml").contains(file.getKey().replaceAll(".*\\.", ""))) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue().asText());
          }
        }
      }
    } catch (IOException | InterruptedException later) {
      // The next look comes at once.
    }
  }

  @Override
  public void close() {
    kubelet.shutdownNow();
  }
}
