package dev.shizuka.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.testbed.Helm;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealKubernetes;
import dev.shizuka.testbed.Testbed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One release in a cluster, and the program started as its Deployment says: no kubelet runs here. */
final class InstalledChart {
  static final String NAMESPACE = "shizuka-system";
  private static final String RELEASE = "shizuka";
  private final Path directory;
  private final RealKubernetes kubernetes;
  private final Helm helm;
  private final Path values;

  /** @param values text of a file for {@code --values} */
  InstalledChart(Path directory, RealKubernetes kubernetes, String values) throws IOException {
    this.directory = directory;
    this.kubernetes = kubernetes;
    this.helm = new Helm(directory.resolve("helm"), kubernetes.kubeconfig());
    this.values = Files.writeString(directory.resolve("values.yaml"), values);
  }

  /** @param more options, such as {@code --wait} */
  void install(Path chart, String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(
        List.of("install", RELEASE, chart.toString(), "--namespace=" + NAMESPACE, "--values=" + values));
    arguments.addAll(List.of(more));
    helm.did(arguments.toArray(String[]::new));
  }

  void upgrade(Path chart) throws IOException, InterruptedException {
    helm.did("upgrade", RELEASE, chart.toString(), "--namespace=" + NAMESPACE, "--values=" + values);
  }

  void rollback(int revision) throws IOException, InterruptedException {
    helm.did("rollback", RELEASE, String.valueOf(revision), "--namespace=" + NAMESPACE);
  }

  void uninstall() throws IOException, InterruptedException {
    helm.did("uninstall", RELEASE, "--namespace=" + NAMESPACE, "--wait");
  }

  String notes() throws IOException, InterruptedException {
    return helm.did("get", "notes", RELEASE, "--namespace=" + NAMESPACE);
  }

  /** With its arguments and environment and as its account; only where it listens and keeps its file is other than in a pod. */
  Launcher startProgram() throws IOException, InterruptedException {
    String container = "{.spec.template.spec.containers[0]";
    List<String> arguments = List.of(new ObjectMapper().readValue(deployment(container + ".args}"), String[].class));
    String options = deployment(container + ".env[?(@.name==\"JDK_JAVA_OPTIONS\")].value}");
    assertThat(arguments).contains("--listen=:8080", "--data=/var/lib/shizuka");
    assertThat(options).isNotEmpty();
    return Launcher.start(directory, Map.of("KUBECONFIG", accountsKubeconfig().toString(), "JDK_JAVA_OPTIONS", options),
        arguments.stream().map(argument -> argument.replace("--listen=:8080", "--listen=127.0.0.1:0")
            .replace("--data=/var/lib/shizuka", "--data=" + directory.resolve("data"))).toArray(String[]::new));
  }

  private String deployment(String path) throws IOException, InterruptedException {
    return kubectl("get", "deployment", RELEASE, "--namespace=" + NAMESPACE, "-o", "jsonpath=" + path);
  }

  private Path accountsKubeconfig() throws IOException, InterruptedException {
    String account = deployment("{.spec.template.spec.serviceAccountName}");
    String token = kubectl("create", "token", account, "--namespace=" + NAMESPACE).strip();
    Path own = directory.resolve("account.kubeconfig");
    Files.writeString(own, Files.readString(kubernetes.kubeconfig()));
    kubectl("--kubeconfig=" + own, "config", "set-credentials", "account", "--token=" + token);
    kubectl("--kubeconfig=" + own, "config", "set-context", "--current", "--user=account");
    return own;
  }

  /** Runs a line of a page as somebody who pastes it. */
  void shell(String line) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", line).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", kubernetes.kubeconfig().toString());
    builder.environment().merge("PATH", Testbed.binary("kubectl").getParent() + ":", (path, testbed) -> testbed + path);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(line + "\n" + said).isZero();
  }

  String kubectl(String... arguments) throws IOException, InterruptedException {
    RealKubernetes.Said said = kubernetes.kubectl(arguments);
    assertThat(said.ok()).as("kubectl " + String.join(" ", arguments) + "\n" + said.text()).isTrue();
    return said.text();
  }
}
