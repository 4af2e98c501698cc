package dev.shizuka.testbed;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Users of a real API server, by token: {@code alice}, {@code bob} and {@code carol}, Flux' service account, and one of a namespace's own. All may
 * write every kind of ours; {@link #CAROL} and {@link #FLUX} may approve ClusterSuppressionPolicies too.
 */
public final class People {
  public static final String ALICE = "alice";
  public static final String BOB = "bob";
  public static final String CAROL = "carol";
  public static final String FLUX = "system:serviceaccount:flux-system:kustomize-controller";
  public static final String ROBOT = "system:serviceaccount:shop:default";
  private static final Path ADMISSION = Path.of("../helm/shizuka/files/admission");
  private static final String RIGHTS = """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: team}
      rules:
      - {apiGroups: [shizuka.dev], resources: ["*"], verbs: [get, list, watch, create, update, patch, delete]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: approvers}
      rules:
      - {apiGroups: [shizuka.dev], resources: [clustersuppressionpolicies], verbs: [approve]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: team}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: team}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: approvers}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: approvers}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: approvers}]
      """;

  private People() {}

  /** A server that knows them, with the CRDs and the admission policies, and with Flux among the appliers. */
  public static RealKubernetes serve(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path tokens = Files.writeString(directory.resolve("tokens.csv"), List.of(ALICE, BOB, CAROL, FLUX, ROBOT).stream()
        .map(user -> token(user) + "," + user + "," + user + ",\"" + groups(user) + "\"")
        .collect(Collectors.joining("\n", "", "\n")));
    RealKubernetes kubernetes = RealKubernetes.start(directory, "--token-auth-file=" + tokens);
    kubernetes.installCrds();
    for (String yaml : List.of(RIGHTS, admission())) {
      RealKubernetes.Said said = kubernetes.apply(yaml);
      if (!said.ok()) {
        throw new IOException(said.text());
      }
    }
    return kubernetes;
  }

  /** The files as the chart installs them. */
  public static String admission() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String file : List.of("approvals.yaml", "policies.yaml", "priorities.yaml", "self-approvals.yaml")) {
      all.append("---\n").append(Files.readString(ADMISSION.resolve(file)).replace("expression: '[]'",
          "expression: '[\"" + FLUX + "\"]'"));
    }
    return all.toString();
  }

  /** For a client of that user. */
  public static Config config(RealKubernetes kubernetes, String user) {
    return kubernetes.config(token(user));
  }

  private static String groups(String user) {
    return user.equals(CAROL) || user.equals(FLUX) ? "team,approvers" : "team";
  }

  private static String token(String user) {
    return "token-of-" + user.replace(':', '-');
  }
}
