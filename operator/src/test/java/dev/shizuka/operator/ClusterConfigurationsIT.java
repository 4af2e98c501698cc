package dev.shizuka.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.MonitoringBackendSpec.Inhibition;
import dev.shizuka.api.MonitoringBackendSpec.InhibitionSecret;
import dev.shizuka.api.MonitoringBackendSpec.SecretKey;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.backend.alertmanager.InhibitionLoop;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.InhibitRule;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.RealKubernetes;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterConfigurationsIT {
  private static final ResourceId POLICY = new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", "down");
  @TempDir
  private Path directory;

  @Test
  void theBaseIsReadFromOneSecretAndCompletedInAnother() throws Exception {
    BlockingQueue<InhibitionSync> results = new LinkedBlockingQueue<>();
    try (RealKubernetes kubernetes = RealKubernetes.start(directory.resolve("kubernetes"));
        KubernetesClient client = new KubernetesClientBuilder().withConfig(kubernetes.config()).build();
        RealAlertmanager alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"),
            RealAlertmanager.NEWEST, RealAlertmanager.PLAIN);
        AlertmanagerCluster cluster = new AlertmanagerCluster(
            List.of(new Http("Alertmanager", alertmanager.url(), Access.OPEN, Duration.ofSeconds(10))))) {
      client.resource(new NamespaceBuilder().withNewMetadata().withName("mon").endMetadata().build()).create();
      client.resource(secret("base", "theirs.yaml", RealAlertmanager.PLAIN)).create();
      client.resource(secret("output", "other", "kept")).create();
      try (InhibitionLoop loop = new InhibitionLoop(new InhibitionLoop.Settings(List.of("main"), cluster,
          new ClusterConfigurations(client).of(new Inhibition(new InhibitionSecret("mon",
              new SecretKey("base", "theirs.yaml"), new SecretKey("output", "am.yaml")), null)),
          "one", () -> new InhibitionLoop.Desired(Map.of(POLICY, List.of(rule())), false, false), Clock.systemUTC(),
          Duration.ofHours(1), results::add))) {
        loop.start();
        assertThat(take(results).reason()).isEqualTo("Arriving");
        // The kubelet's work.
        Awaitility.await().until(() -> output(client).getData().containsKey("am.yaml"));
        alertmanager.configure(text(output(client), "am.yaml"));
        InhibitionSync arrived = take(results);
        assertThat(arrived.synced()).as(arrived.message()).isTrue();
        assertThat(arrived.inForce()).containsExactly(POLICY);
        assertThat(output(client).getData()).containsOnlyKeys("am.yaml", "other");
        assertThat(text(client.secrets().inNamespace("mon").withName("base").get(), "theirs.yaml"))
            .isEqualTo(RealAlertmanager.PLAIN);
      }
    }
  }

  private static InhibitionSync take(BlockingQueue<InhibitionSync> results) throws InterruptedException {
    InhibitionSync sync = results.poll(20, TimeUnit.SECONDS);
    assertThat(sync).isNotNull();
    return sync;
  }

  private static InhibitRule rule() {
    return new InhibitRule(MatcherSet.of(List.of(new Matcher("alertname", Operation.EQUAL, "Down"))),
        MatcherSet.of(List.of(new Matcher("job", Operation.EQUAL, "batch"))), List.of());
  }

  private static Secret secret(String name, String key, String text) {
    return new SecretBuilder().withNewMetadata().withNamespace("mon").withName(name).endMetadata()
        .addToData(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))).build();
  }

  private static Secret output(KubernetesClient client) {
    return client.secrets().inNamespace("mon").withName("output").get();
  }

  private static String text(Secret secret, String key) {
    return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }
}
