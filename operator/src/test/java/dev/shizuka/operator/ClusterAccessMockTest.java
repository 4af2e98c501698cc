package dev.shizuka.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Auth;
import dev.shizuka.api.MonitoringBackendSpec.SecretRef;
import dev.shizuka.api.NoiseReportSpec.SecretKeyRef;
import dev.shizuka.api.NoiseReportSpec.ValueFrom;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.prometheus.PrometheusRules.Content;
import dev.shizuka.backend.prometheus.PrometheusRules.Place;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class ClusterAccessMockTest {
  private static final ResourceId REPORT = new ResourceId(Kind.NOISE_REPORT, "shop", "monthly");
  private KubernetesClient client;

  private static MonitoringBackendSpec backend(Auth auth) {
    return new MonitoringBackendSpec(null, List.of(), false, null, null, auth, null);
  }

  private SecretAccess access() {
    return new SecretAccess(client, "shizuka");
  }

  @Test
  void credentialsComeFromTheOperatorsOwnNamespace() throws Exception {
    client.resource(new SecretBuilder().withNewMetadata().withNamespace("shizuka").withName("auth").endMetadata()
        .addToData("token", "czNjcmV0").build()).create();
    assertThat(access().of(Sample.BACKEND, backend(new Auth(new SecretRef("auth"), null))).authorization())
        .contains("Bearer s3cret");
  }

  @Test
  void addressesOfReportsComeFromThereToo() throws Exception {
    client.resource(new SecretBuilder().withNewMetadata().withNamespace("shizuka").withName("shop.slack").endMetadata()
        .addToData("url", "aHR0cHM6Ly9ob29rcw==").build()).create();
    assertThat(access().of(REPORT, from("shop.slack", null))).isEqualTo("https://hooks");
    assertThatThrownBy(() -> access().of(REPORT, from("shop.slack", "other"))).isInstanceOf(BackendException.class)
        .hasMessage("Secret shizuka/shop.slack of NoiseReport shop/monthly has no key other");
    assertThatThrownBy(() -> access().of(REPORT, from("shop.gone", null))).isInstanceOf(BackendException.class)
        .hasMessageContaining("does not exist: create it");
    assertThatThrownBy(() -> access().of(REPORT, new ValueFrom(null, "/etc/passwd")))
        .isInstanceOf(BackendException.class).hasMessageContaining("secretRef");
  }

  private static ValueFrom from(String name, @Nullable String key) {
    return new ValueFrom(new SecretKeyRef(name, key), null);
  }

  @Test
  void whatIsMissingOrForHostsIsRefusedByName() {
    assertThatThrownBy(() -> access().of(Sample.BACKEND, backend(new Auth(new SecretRef("gone"), null))))
        .isInstanceOf(BackendException.class).hasMessageContaining("shizuka/gone").hasMessageContaining("create it");
    assertThatThrownBy(() -> access().of(Sample.BACKEND, backend(new Auth(null, "/etc/passwd"))))
        .isInstanceOf(BackendException.class).hasMessageContaining("secretRef");
  }

  @Test
  void configMapsOfThisInstallationAreWrittenAndReadBack() throws Exception {
    ClusterConfigMaps maps = new ClusterConfigMaps(client, "blue");
    assertThat(maps.read("monitoring", "rules-0")).isEmpty();
    maps.write("monitoring", "rules-0", Map.of("a.yaml", "1"));
    maps.write("monitoring", "rules-0", Map.of("b.yaml", "2"));
    assertThat(maps.read("monitoring", "rules-0")).contains(Map.of("b.yaml", "2"));
    assertThatThrownBy(() -> new ClusterConfigMaps(client, "green").write("monitoring", "rules-0", Map.of()))
        .isInstanceOfSatisfying(BackendException.class,
            refused -> assertThat(refused.reason()).isEqualTo("ForeignConfigMap"));
  }

  @Test
  void prometheusRulesOfThisInstallationAndBackendAreWrittenListedAndDeleted() throws Exception {
    ClusterPrometheusRules rules = new ClusterPrometheusRules(client, "blue");
    Place main = new Place("monitoring", "main");
    Content content = new Content(Map.of("release", "kube"), Map.of("groups", List.of(Map.of("name", "shop/a"))));
    assertThat(rules.list(main)).isEmpty();
    rules.write(main, "rules.shop.a", new Content(Map.of(), Map.of("groups", List.of())));
    rules.write(main, "rules.shop.a", content);
    Content there = rules.list(main).get("rules.shop.a");
    assertThat(there.spec()).isEqualTo(content.spec());
    assertThat(there.labels()).containsAllEntriesOf(content.labels());
    for (ClusterPrometheusRules others : List.of(new ClusterPrometheusRules(client, "green"), rules)) {
      Place other = new Place("monitoring", others == rules ? "second" : "main");
      assertThat(others.list(other)).isEmpty();
      others.delete(other, "rules.shop.a");
      assertThatThrownBy(() -> others.write(other, "rules.shop.a", content)).isInstanceOfSatisfying(
          BackendException.class, refused -> assertThat(refused.reason()).isEqualTo("ForeignPrometheusRule"));
    }
    assertThat(rules.list(main)).hasSize(1);
    rules.delete(main, "rules.shop.a");
    assertThat(rules.list(main)).isEmpty();
  }

  @Test
  void aForeignConfigMapIsLeftAlone() {
    client.resource(new ConfigMapBuilder().withNewMetadata().withNamespace("monitoring").withName("rules-0")
        .endMetadata().addToData("theirs", "x").build()).create();
    assertThatThrownBy(() -> new ClusterConfigMaps(client, "blue").write("monitoring", "rules-0", Map.of("a", "b")))
        .isInstanceOf(BackendException.class).hasMessageContaining("monitoring/rules-0");
    assertThat(client.configMaps().inNamespace("monitoring").withName("rules-0").get().getData())
        .isEqualTo(Map.of("theirs", "x"));
  }
}
