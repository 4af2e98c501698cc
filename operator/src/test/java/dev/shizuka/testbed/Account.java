package dev.shizuka.testbed;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The operator's account with the rights that the chart gives it, and no others. */
public final class Account {
  public static final String NAMESPACE = "shizuka-system";
  private final Path kubeconfig;
  private final Config config;
  private final String rights;

  private Account(Path kubeconfig, Config config, String rights) {
    this.kubeconfig = kubeconfig;
    this.config = config;
    this.rights = rights;
  }

  /**
   * Makes its namespace, and everything of the chart that has to do with rights.
   *
   * @param directory for files
   * @param values of the chart, as YAML; namespaces that are named there must exist
   */
  public static Account in(RealKubernetes kubernetes, Path directory, String values)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path file = Files.writeString(directory.resolve("values.yaml"), values);
    String rights = new Helm(directory.resolve("helm"), kubernetes.kubeconfig()).did("template", "shizuka",
        "../helm/shizuka", "--namespace=" + NAMESPACE, "--values=" + file, Helm.KUBE_VERSION,
        "--show-only=templates/serviceaccount.yaml", "--show-only=templates/rbac-operator.yaml");
    did(kubernetes.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}"));
    did(kubernetes.apply(rights));
    String token = did(kubernetes.kubectl("create", "token", "shizuka", "--namespace=" + NAMESPACE)).strip();
    Path own = Files.writeString(directory.resolve("account.kubeconfig"), Files.readString(kubernetes.kubeconfig()));
    did(kubernetes.kubectl("--kubeconfig=" + own, "config", "set-credentials", "account", "--token=" + token));
    did(kubernetes.kubectl("--kubeconfig=" + own, "config", "set-context", "--current", "--user=account"));
    return new Account(own, kubernetes.config(token), rights);
  }

  private static String did(RealKubernetes.Said said) throws IOException {
    if (!said.ok()) {
      throw new IOException(said.text());
    }
    return said.text();
  }

  /** A file for {@code KUBECONFIG}. */
  public String kubeconfig() {
    return kubeconfig.toString();
  }

  public Config config() {
    return config;
  }

  /** The Roles, ClusterRoles and their bindings, as YAML. */
  public String rights() {
    return rights;
  }
}
