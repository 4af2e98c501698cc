package dev.shizuka.testbed;

import static io.fabric8.kubeapitest.KubeAPIServerConfigBuilder.anAPIServerConfig;

import dev.shizuka.cli.ServerProcess;
import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real kube-apiserver with its etcd, and kubectl to talk to it. No controllers: nothing is garbage collected, namespaces never go. */
public final class RealKubernetes implements AutoCloseable {
  private static final String AUDIT = "audit.log";
  private final Path directory;
  private final KubeAPIServer server;

  private RealKubernetes(Path directory, KubeAPIServer server) {
    this.directory = directory;
    this.server = server;
  }

  /** What kubectl said. */
  public record Said(int code, String text) {
    public boolean ok() {
      return code == 0;
    }
  }

  /**
   * @param directory for the kubeconfig and kubectl's cache
   * @param flags of kube-apiserver, beside its usual ones: {@code --token-auth-file=…}
   */
  public static RealKubernetes start(Path directory, String... flags) throws IOException {
    Path testbed = Testbed.binary("kube-apiserver").toAbsolutePath().getParent().getParent();
    Files.createDirectories(directory);
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("--audit-policy-file=" + Files.writeString(directory.resolve("audit.yaml"), AuditLog.POLICY));
    all.add("--audit-log-path=" + directory.resolve(AUDIT));
    KubeAPIServer server = new KubeAPIServer(anAPIServerConfig().withTestDir(testbed.toString()).withOfflineMode(true)
        .withUpdateKubeConfig(false).withApiServerFlags(all).build());
    server.start();
    RealKubernetes kubernetes = new RealKubernetes(directory, server);
    Files.writeString(kubernetes.kubeconfig(), server.getKubeConfigYaml());
    return kubernetes;
  }

  /** A file for {@code KUBECONFIG}. */
  public Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  public Config config() {
    return Config.fromKubeconfig(server.getKubeConfigYaml());
  }

  /** What accounts in {@link Account#NAMESPACE} asked of it. */
  public AuditLog audit() {
    return new AuditLog(directory.resolve(AUDIT));
  }

  /** As a user by token. */
  public Config config(String token) {
    Config admin = config();
    return new ConfigBuilder(Config.empty()).withMasterUrl(admin.getMasterUrl()).withCaCertData(admin.getCaCertData())
        .withCaCertFile(admin.getCaCertFile()).withTrustCerts(admin.isTrustCerts()).withOauthToken(token).build();
  }

  /** Runs kubectl to its end, for two minutes at most; both of its outputs in one. */
  public Said kubectl(String... arguments) throws IOException, InterruptedException {
    return kubectl("", arguments);
  }

  /** With something on standard input, for {@code -f -}. */
  public Said kubectl(String input, String[] arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(
        List.of(ServerProcess.find("kubectl").orElseThrow().toString(), "--kubeconfig=" + kubeconfig(),
            "--cache-dir=" + directory.resolve("kubectl-cache")));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, "kubectl", ".out");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Said(process.waitFor(), Files.readString(output));
  }

  /** {@code kubectl apply} of that YAML. */
  public Said apply(String yaml) throws IOException, InterruptedException {
    return kubectl(yaml, new String[]{"apply", "-f", "-"});
  }

  /** Applies the CRDs of this repository and waits until they are served. */
  public void installCrds() throws IOException, InterruptedException {
    for (Said said : List.of(kubectl("apply", "-k", "../crds"),
        kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "--all"))) {
      if (!said.ok()) {
        throw new IOException(said.text());
      }
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
