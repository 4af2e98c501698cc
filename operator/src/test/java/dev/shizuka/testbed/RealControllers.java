package dev.shizuka.testbed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real kube-controller-manager with the controllers that a chart has to do with: Deployments make pods (which nobody runs), namespaces go, what
 * is owned is collected, and ClusterRoles are aggregated.
 */
public final class RealControllers implements AutoCloseable {
  private static final List<String> CONTROLLERS = List.of("deployment-controller", "replicaset-controller",
      "namespace-controller", "garbage-collector-controller", "clusterrole-aggregation-controller",
      "serviceaccount-controller");
  private final Process process;

  private RealControllers(Process process) {
    this.process = process;
  }

  /** Returns at once: it works as soon as it has read what there is. */
  public static RealControllers start(Path directory, RealKubernetes kubernetes) throws IOException {
    List<String> command = List.of(Testbed.binary("kube-controller-manager").toString(),
        "--kubeconfig=" + kubernetes.kubeconfig(), "--leader-elect=false", "--secure-port=0",
        "--controllers=" + String.join(",", CONTROLLERS));
    return new RealControllers(new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(directory.resolve("controllers.log").toFile()).start());
  }

  public boolean alive() {
    return process.isAlive();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
