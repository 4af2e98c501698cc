package dev.shizuka.bench;

import static io.fabric8.kubeapitest.KubeAPIServerConfigBuilder.anAPIServerConfig;

import dev.shizuka.cli.ServerProcess;
import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real API server that keeps a log of whatever the user {@code shizuka} writes; its rights are no matter here. */
final class IdleCluster implements AutoCloseable {
  private static final String TOKEN = "token-of-shizuka";
  private static final String POLICY = """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
      - {level: Metadata, users: [shizuka], verbs: [create, update, patch, delete, deletecollection]}
      - {level: None}
      """;
  private final Path directory;
  private final KubeAPIServer server;
  private final KubernetesClient client;

  private IdleCluster(Path directory, KubeAPIServer server) {
    this.directory = directory;
    this.server = server;
    Config admin = Config.fromKubeconfig(server.getKubeConfigYaml());
    this.client = new KubernetesClientBuilder().withConfig(admin).build();
  }

  static IdleCluster start(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path tokens = Files.writeString(directory.resolve("tokens.csv"), TOKEN + ",shizuka,shizuka,system:masters\n");
    Path policy = Files.writeString(directory.resolve("audit.yaml"), POLICY);
    Path testbed = binary("kube-apiserver").resolve("../..").normalize();
    KubeAPIServer server = new KubeAPIServer(anAPIServerConfig().withTestDir(testbed.toString()).withOfflineMode(true)
        .withUpdateKubeConfig(false).withApiServerFlags(List.of("--token-auth-file=" + tokens,
            "--audit-policy-file=" + policy, "--audit-log-path=" + directory.resolve("audit.log")))
        .build());
    server.start();
    return new IdleCluster(directory, server);
  }

  /** Where a server is, or a sentence that says how to get it. */
  static Path binary(String name) {
    return ServerProcess.find(name)
        .orElseThrow(() -> new IllegalStateException(name + " is not built: run testbed/build " + name))
        .toAbsolutePath();
  }

  KubernetesClient client() {
    return client;
  }

  /** Applies the YAML files of a folder. */
  void apply(Path folder) throws IOException {
    for (String document : files(folder)) {
      client.load(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8))).serverSideApply();
    }
  }

  /** Returns once objects of all kinds can be made. */
  void awaitKinds() {
    for (CustomResourceDefinition kind : client.apiextensions().v1().customResourceDefinitions().list().getItems()) {
      client.resource(kind).waitUntilCondition(IdleCluster::established, 30, TimeUnit.SECONDS);
    }
  }

  private static boolean established(CustomResourceDefinition kind) {
    return kind.getStatus() != null && kind.getStatus().getConditions().stream()
        .anyMatch(one -> one.getType().equals("Established") && one.getStatus().equals("True"));
  }

  void namespace(String name) {
    client.resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build()).create();
  }

  private static List<String> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().map(IdleCluster::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A file for {@code KUBECONFIG}, for the user who is watched. */
  Path kubeconfig() throws IOException {
    Config admin = client.getConfiguration();
    String authority = admin.getCaCertData() != null
        ? admin.getCaCertData()
        : Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(admin.getCaCertFile())));
    return Files.writeString(directory.resolve("shizuka.kubeconfig"), """
        apiVersion: v1
        kind: Config
        clusters: [{name: it, cluster: {server: "%s", certificate-authority-data: "%s"}}]
        users: [{name: it, user: {token: "%s"}}]
        contexts: [{name: it, context: {cluster: it, user: it}}]
        current-context: it
        """.formatted(admin.getMasterUrl(), authority, TOKEN));
  }

  /** A file for {@code KUBECONFIG}, for somebody who may do all and is not watched. */
  Path adminKubeconfig() throws IOException {
    return Files.writeString(directory.resolve("admin.kubeconfig"), server.getKubeConfigYaml());
  }

  /** What was written until now, one entry a write: {@code update leases}. */
  List<String> writes() throws IOException {
    String log = Files.readString(directory.resolve("audit.log"));
    return log.substring(0, log.lastIndexOf('\n') + 1).lines().map(IdleCluster::written).toList();
  }

  private static String written(String line) {
    Map<?, ?> event = Serialization.unmarshal(line, Map.class);
    Map<?, ?> object = event.get("objectRef") instanceof Map<?, ?> there ? there : Map.of();
    String subresource = object.containsKey("subresource") ? "/" + object.get("subresource") : "";
    return event.get("verb") + " " + object.get("resource") + subresource;
  }

  @Override
  public void close() {
    client.close();
    server.stop();
  }
}
