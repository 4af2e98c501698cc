package dev.shizuka.testbed;

import dev.shizuka.cli.ServerProcess;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A real prometheus-operator beside a real API server. Its pods never run, for there is no kubelet: what it writes for Prometheus {@code main}
 * in the namespace {@code monitoring} is brought to a real Prometheus from here, as kubelet and config-reloader would.
 */
public final class RealPrometheusOperator implements AutoCloseable {
  private final KubernetesClient client;
  private final ServerProcess server;
  private final ScheduledExecutorService kubelet = Executors.newSingleThreadScheduledExecutor();

  private RealPrometheusOperator(KubernetesClient client, ServerProcess server) {
    this.client = client;
    this.server = server;
  }

  /** Its CRDs, as its release has them. */
  public static Path crds() {
    Path binary = Testbed.binary("prometheus-operator").toAbsolutePath();
    return binary.getParent().resolveSibling("share/prometheus-operator-crds");
  }

  /** Returns once it serves; its CRDs must be there. */
  public static RealPrometheusOperator start(RealKubernetes kubernetes, Path directory) throws IOException {
    int port = ServerProcess.freePort();
    List<String> command = List.of("env", "KUBECONFIG=" + kubernetes.kubeconfig(),
        Testbed.binary("prometheus-operator").toString(), "--web.listen-address=127.0.0.1:" + port,
        "--kubelet-endpoints=false");
    Files.createDirectories(directory);
    ServerProcess server = ServerProcess.start(command, URI.create("http://127.0.0.1:" + port), "/healthz",
        directory.resolve("prometheus-operator.log"));
    return new RealPrometheusOperator(new KubernetesClientBuilder().withConfig(kubernetes.config()).build(), server);
  }

  /** From now on what it writes reaches that Prometheus. */
  public void bringRulesTo(RealPrometheus prometheus) {
    kubelet.scheduleWithFixedDelay(() -> bring(prometheus), 0, 300, TimeUnit.MILLISECONDS);
  }

  public String log() throws IOException {
    return Files.readString(server.log());
  }

  private void bring(RealPrometheus prometheus) {
    try {
      Optional<Map<String, String>> files = ruleFiles();
      if (files.isPresent() && !files.get().equals(read(prometheus.rules()))) {
        write(prometheus.rules(), files.get());
        reload(prometheus.url());
      }
    } catch (IOException | KubernetesClientException later) {
      // The next look comes at once.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Empty where there is no ConfigMap: prometheus-operator deletes them before it writes new ones, and the kubelet leaves the volume as it is. */
  private Optional<Map<String, String>> ruleFiles() {
    List<ConfigMap> maps = client.configMaps().inNamespace("monitoring").withLabel("prometheus-name", "main").list()
        .getItems();
    Map<String, String> files = new TreeMap<>();
    maps.forEach(map -> files.putAll(map.getData() == null ? Map.of() : map.getData()));
    return maps.isEmpty() ? Optional.empty() : Optional.of(files);
  }

  private static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (DirectoryStream<Path> there = Files.newDirectoryStream(folder)) {
      for (Path file : there) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    for (String old : read(folder).keySet()) {
      if (!files.containsKey(old)) {
        Files.delete(folder.resolve(old));
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private static void reload(URI prometheus) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(HttpRequest.newBuilder(URI.create(prometheus + "/-/reload"))
          .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding());
    }
  }

  @Override
  public void close() {
    kubelet.shutdownNow();
    client.close();
    server.close();
  }
}
