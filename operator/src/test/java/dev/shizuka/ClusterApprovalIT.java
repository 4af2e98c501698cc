package dev.shizuka;

import static dev.shizuka.testbed.People.ALICE;
import static dev.shizuka.testbed.People.BOB;
import static dev.shizuka.testbed.People.FLUX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.testbed.Account;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.People;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.RealKubernetes;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Replaceable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people, one policy and the admission policies of the chart, on a real API server and a real Alertmanager. */
class ClusterApprovalIT {
  private static final Pattern DIGEST = Pattern.compile("digest: ([0-9a-f]{64})");
  private static final String APPROVABLE = "validatingadmissionpolicy/shizuka-policies";

  @TempDir
  private Path directory;
  private RealKubernetes kubernetes;
  private RealAlertmanager alertmanager;
  private AlertmanagerApi api;

  @BeforeEach
  void serve() throws Exception {
    kubernetes = People.serve(directory.resolve("kubernetes"));
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
    api = new AlertmanagerApi(alertmanager.url());
    done(kubernetes.kubectl("create", "namespace", "shop"));
    done(kubernetes.apply("""
        {apiVersion: shizuka.dev/v1alpha1, kind: MonitoringBackend, metadata: {name: main},
         spec: {alertmanager: {urls: ["%s"]}}}
        ---
        {apiVersion: shizuka.dev/v1alpha1, kind: AlertPriority, metadata: {name: p3}, spec: {rank: 3, suppression: Approval}}
        """.formatted(alertmanager.url())));
    api.fire(Map.of("alertname", "Batch", "namespace", "shop", "priority", "p3"));
  }

  @AfterEach
  void stop() {
    alertmanager.close();
    kubernetes.close();
  }

  @Test
  void aSecondPersonOpensAPriorityAndOnlyWhileTheAdmissionPoliciesStand() throws Exception {
    Account account = Account.in(kubernetes, directory.resolve("account"), "");
    try (Launcher operator = Launcher.start(directory,
        Map.of("KUBECONFIG", account.kubeconfig()), "operator", "--namespace", Account.NAMESPACE, "--data", "data",
        "--listen", "127.0.0.1:0", "--applier", FLUX)) {
      operator.url();
      as(ALICE, policy(ALICE));
      soon(() -> assertThat(needsApproval()).contains("somebody other than alice applies SuppressionApproval"));
      assertThat(api.silenced()).isZero();

      as(BOB, approval(digest(needsApproval())));
      soon(() -> assertThat(api.silenced()).isOne());
      // Whoever takes it over under the approver's name has approved their own.
      as(FLUX, policy(BOB));
      soon(() -> assertThat(api.silenced()).isZero());
      as(FLUX, policy(ALICE));
      soon(() -> assertThat(api.silenced()).isOne());

      done(
          kubernetes.kubectl("patch", APPROVABLE, "--type=merge", "-p", "{\"spec\": {\"failurePolicy\": \"Ignore\"}}"));
      soon(() -> assertThat(api.silenced()).isZero());
      soon(() -> assertThat(needsApproval()).contains("shizuka-policies is altered (spec.failurePolicy)",
          "Apply them again"));
      done(kubernetes.apply(People.admission()));
      soon(() -> assertThat(api.silenced()).isOne());

      done(kubernetes.kubectl("delete", "validatingadmissionpolicybinding", "shizuka-self-approvals"));
      soon(() -> assertThat(api.silenced()).isZero());
      soon(() -> assertThat(needsApproval())
          .contains("ValidatingAdmissionPolicyBinding shizuka-self-approvals is missing"));
      done(kubernetes.apply(People.admission()));
      soon(() -> assertThat(api.silenced()).isOne());
      soon(() -> assertThat(needsApproval()).isEmpty());
      assertThat(kubernetes.audit().refused()).isEmpty();
    }
  }

  private static void soon(ThrowingRunnable check) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(check);
  }

  private static void done(RealKubernetes.Said said) {
    assertThat(said.ok()).as(said.text()).isTrue();
  }

  private void as(String user, String object) {
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(People.config(kubernetes, user)).build()) {
      // The operator writes its status whenever it likes.
      await().ignoreExceptionsMatching(
          failed -> failed instanceof KubernetesClientException conflict && conflict.getCode() == 409).until(() -> {
            client.resource(object).createOr(Replaceable::update);
            return true;
          });
    }
  }

  private String needsApproval() throws IOException, InterruptedException {
    return kubernetes.kubectl("get", "suppressionpolicy", "x", "-n", "shop", "-o",
        "jsonpath={.status.conditions[?(@.type==\"NeedsApproval\")].message}").text();
  }

  private static String digest(String told) {
    Matcher found = DIGEST.matcher(told);
    assertThat(found.find()).as(told).isTrue();
    return found.group(1);
  }

  private static String policy(String author) {
    return """
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionPolicy
        metadata: {name: x, namespace: shop, annotations: {shizuka.dev/author: %s}}
        spec:
          mode: Enforce
          reason: the nightly batch
          expires: %s
          match: [{matchers: [priority=p3]}]
          silence: {from: 2026-01-01T00:00:00Z, until: %2$s}
        """.formatted(author, END);
  }

  private static final Instant END = Instant.now().plus(Duration.ofDays(2));

  private static String approval(String digest) {
    return """
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionApproval
        metadata: {name: x, namespace: shop}
        spec:
          policy: {kind: SuppressionPolicy, namespace: shop, name: x}
          digest: %s
          approver: bob
        """.formatted(digest);
  }
}
