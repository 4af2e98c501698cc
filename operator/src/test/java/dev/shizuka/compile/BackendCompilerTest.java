package dev.shizuka.compile;

import static dev.shizuka.compile.PolicyObjects.backend;
import static dev.shizuka.compile.PolicyObjects.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Alertmanager;
import dev.shizuka.api.MonitoringBackendSpec.Auth;
import dev.shizuka.api.MonitoringBackendSpec.ConfigMap;
import dev.shizuka.api.MonitoringBackendSpec.Delivery;
import dev.shizuka.api.MonitoringBackendSpec.Directory;
import dev.shizuka.api.MonitoringBackendSpec.Inhibition;
import dev.shizuka.api.MonitoringBackendSpec.InhibitionFile;
import dev.shizuka.api.MonitoringBackendSpec.InhibitionSecret;
import dev.shizuka.api.MonitoringBackendSpec.Prometheus;
import dev.shizuka.api.MonitoringBackendSpec.PrometheusRule;
import dev.shizuka.api.MonitoringBackendSpec.SecretKey;
import dev.shizuka.api.MonitoringBackendSpec.SecretRef;
import dev.shizuka.api.MonitoringBackendSpec.Tls;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Kind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendCompilerTest {
  private static final String URL = "http://localhost:9090/prometheus";
  private static final Delivery DIRECTORY = new Delivery(new Directory("/rules/main"), null);
  private static final Delivery MAPS = new Delivery(null, new ConfigMap("monitoring", "shizuka-rules", null));

  @Test
  void aGoodHostBackendAndAGoodClusterBackendAreAccepted() {
    assertThat(problems(spec(URL, DIRECTORY, new Auth(null, "auth.yaml"), new Tls(null, null, "ca", "cert", "key")),
        false)).isEmpty();
    assertThat(problems(spec("https://prometheus:9090", MAPS, new Auth(new SecretRef("auth"), null),
        new Tls(new SecretRef("ca"), new SecretRef("client"), null, null, null)), true)).isEmpty();
  }

  @Test
  void aBackendNeedsAServer() {
    assertThat(problems(new MonitoringBackendSpec(null, List.of(), null, null, null, null, null), false))
        .containsExactly("/spec BackendEmpty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost:9090", "ftp://host", "http://", "http:///x", "http://me:secret@host",
      "http://host?x",
      "http://host#x", "http://ho st", "http://host:99999", "/x"})
  void addressesAreHttpWithoutCredentialsQueryOrFragment(String url) {
    assertThat(problems(spec(url, DIRECTORY, null, null), false)).containsExactly("/spec/prometheus/urls/0 UrlInvalid");
  }

  @Test
  void aPasswordInAnAddressIsNotRepeated() {
    assertThat(
        verdicts(spec("http://me:secret@host", DIRECTORY, null, null), false, Optional.empty()).getFirst().problems())
        .noneMatch(problem -> problem.message().contains("secret"));
  }

  @Test
  void oneToSixteenAddressesAreTaken() {
    for (int count : List.of(0, 17)) {
      assertThat(problems(new MonitoringBackendSpec(null, List.of(), null, null,
          new Alertmanager(Collections.nCopies(count, URL)), null, null), false))
          .containsExactly("/spec/alertmanager/urls UrlInvalid");
    }
  }

  @Test
  void exactlyOneDeliveryIsTaken() {
    assertThat(problems(spec(URL, null, null, null), false))
        .containsExactly("/spec/prometheus/delivery DeliveryInvalid");
    assertThat(problems(spec(URL, new Delivery(DIRECTORY.directory(), MAPS.configMap()), null, null), false))
        .containsExactly("/spec/prometheus/delivery DeliveryInvalid");
  }

  @Test
  void inAClusterFoldersMustLieBelowTheRulesRoot() {
    assertThat(refused(Optional.empty(), "/rules/main")).isTrue();
    assertThat(refused(Optional.of("/rules"), "/rules/main")).isFalse();
    assertThat(refused(Optional.of("/rules"), "/rules")).isTrue();
    assertThat(refused(Optional.of("/rules"), "/rules/../etc")).isTrue();
    assertThat(refused(Optional.of("/rules"), "/rules-of-others")).isTrue();
    assertThat(refused(Optional.of("/rules"), "main")).isTrue();
  }

  @Test
  void configMapsNeedAClusterNamesAndAModestNumberOfShards() {
    Delivery bad = new Delivery(null, new ConfigMap("Monitoring", null, 65));
    assertThat(problems(spec(URL, bad, null, null), false)).containsExactly(
        "/spec/prometheus/delivery/configMap ClusterNeeded",
        "/spec/prometheus/delivery/configMap/name ConfigMapInvalid",
        "/spec/prometheus/delivery/configMap/namespace ConfigMapInvalid",
        "/spec/prometheus/delivery/configMap/shards ConfigMapInvalid");
  }

  @Test
  void prometheusRulesNeedAClusterNamesAndLabelsThatKubernetesTakes() {
    assertThat(problems(spec(URL, rules("monitoring", "rules", Map.of("release", "kube", "a.b/c", "")), null, null),
        true)).isEmpty();
    assertThat(problems(spec(URL, rules(null, "x".repeat(64), Map.of("a b", "", "c", "-", "/d", "",
        "app.kubernetes.io/managed-by", "me")), null, null), false)).containsExactly(
            "/spec/prometheus/delivery/prometheusRule ClusterNeeded",
            "/spec/prometheus/delivery/prometheusRule/labels/a b PrometheusRuleInvalid",
            "/spec/prometheus/delivery/prometheusRule/labels/app.kubernetes.io~1managed-by PrometheusRuleInvalid",
            "/spec/prometheus/delivery/prometheusRule/labels/c PrometheusRuleInvalid",
            "/spec/prometheus/delivery/prometheusRule/labels/~1d PrometheusRuleInvalid",
            "/spec/prometheus/delivery/prometheusRule/name PrometheusRuleInvalid",
            "/spec/prometheus/delivery/prometheusRule/namespace PrometheusRuleInvalid");
    assertThat(problems(spec(URL, new Delivery(null, MAPS.configMap(), rules("m", "r", Map.of()).prometheusRule()),
        null, null), true)).containsExactly("/spec/prometheus/delivery DeliveryInvalid");
  }

  private static Delivery rules(String namespace, String name, Map<String, String> labels) {
    return new Delivery(null, null, new PrometheusRule(namespace, name, labels));
  }

  @Test
  void secretsAreForClustersAndFilesForHosts() {
    assertThat(problems(spec(URL, DIRECTORY, new Auth(new SecretRef("auth"), null), null), false))
        .containsExactly("/spec/auth/secretRef SecretRefused");
    assertThat(problems(spec(URL, MAPS, new Auth(null, "f"), new Tls(null, null, "ca", null, null)), true))
        .containsExactly("/spec/auth/file FileRefused", "/spec/tls/caFile FileRefused");
    assertThat(problems(spec(URL, DIRECTORY, new Auth(null, null), null), false))
        .containsExactly("/spec/auth AuthInvalid");
  }

  @Test
  void certificateAndKeyGoTogether() {
    assertThat(problems(spec(URL, DIRECTORY, null, new Tls(null, null, null, "cert", null)), false))
        .containsExactly("/spec/tls TlsInvalid");
  }

  @Test
  void inhibitionIsWrittenToSecretsInAClusterAndToFilesOnHosts() {
    Inhibition secrets = secrets("base", "output");
    Inhibition files = files("base.yaml", "output.yaml");
    assertThat(problems(inhibiting(secrets), true)).isEmpty();
    assertThat(problems(inhibiting(files), false)).isEmpty();
    assertThat(problems(inhibiting(secrets), false))
        .containsExactly("/spec/alertmanager/inhibition/secret SecretRefused");
    assertThat(problems(inhibiting(files), true)).containsExactly("/spec/alertmanager/inhibition/file FileRefused");
  }

  @Test
  void inhibitionNamesTwoPlacesOfOneKind() {
    assertThat(problems(inhibiting(new Inhibition(null, null)), false))
        .containsExactly("/spec/alertmanager/inhibition InhibitionInvalid");
    assertThat(problems(inhibiting(new Inhibition(secrets("a", "b").secret(), files("a", "b").file())), true))
        .contains("/spec/alertmanager/inhibition InhibitionInvalid");
    assertThat(problems(inhibiting(secrets("a", "a")), true))
        .containsExactly("/spec/alertmanager/inhibition/secret/output/name InhibitionInvalid");
    assertThat(problems(inhibiting(files("a/../b", "b")), false))
        .containsExactly("/spec/alertmanager/inhibition/file/output InhibitionInvalid");
    assertThat(problems(inhibiting(new Inhibition(null, new InhibitionFile(" ", null))), false)).containsExactly(
        "/spec/alertmanager/inhibition/file/base InhibitionInvalid",
        "/spec/alertmanager/inhibition/file/output InhibitionInvalid");
    assertThat(
        problems(inhibiting(new Inhibition(new InhibitionSecret("M", null, new SecretKey("b", "")), null)), true))
        .containsExactly("/spec/alertmanager/inhibition/secret/base/key InhibitionInvalid",
            "/spec/alertmanager/inhibition/secret/base/name InhibitionInvalid",
            "/spec/alertmanager/inhibition/secret/namespace InhibitionInvalid",
            "/spec/alertmanager/inhibition/secret/output/key InhibitionInvalid");
  }

  @Test
  void whatOneBackendWritesNoOtherWritesOrReads() {
    assertThat(between(files("base", "output"), files("base", "output-2"))).isEmpty();
    assertThat(between(files("base", "output"), files("base", "./output"))).containsExactly(
        "a /spec/alertmanager/inhibition/file/output MonitoringBackend b writes there too: name an output of its own for"
            + " each",
        "b /spec/alertmanager/inhibition/file/output MonitoringBackend a writes there too: name an output of its own for"
            + " each");
    assertThat(between(files("base", "output"), files("output", "third"))).containsExactly(
        "a /spec/alertmanager/inhibition/file/output MonitoringBackend b reads its base there: name another output",
        "b /spec/alertmanager/inhibition/file/base MonitoringBackend a writes its output there: name the base that its"
            + " owner writes");
  }

  private static List<String> between(Inhibition first, Inhibition second) {
    Catalog catalog = new Catalog(List.of(), List.of(), List.of(),
        List.of(PolicyObjects.declared(Kind.MONITORING_BACKEND, "", "a", inhibiting(first)),
            PolicyObjects.declared(Kind.MONITORING_BACKEND, "", "b", inhibiting(second))),
        Map.of(), List.of());
    return BackendCompiler.compile(catalog, Optional.empty(), false).stream().flatMap(verdict -> verdict.problems()
        .stream().map(problem -> verdict.id().name() + " " + problem.path() + " " + problem.message())).toList();
  }

  private static MonitoringBackendSpec inhibiting(Inhibition inhibition) {
    return new MonitoringBackendSpec(null, List.of(), null, null, new Alertmanager(List.of(URL), inhibition), null,
        null);
  }

  private static Inhibition secrets(String base, String output) {
    return new Inhibition(new InhibitionSecret("monitoring", new SecretKey(base, "alertmanager.yaml"),
        new SecretKey(output, "alertmanager.yaml")), null);
  }

  private static Inhibition files(String base, String output) {
    return new Inhibition(null, new InhibitionFile(base, output));
  }

  @Test
  void anUnreadableBackendIsNotAccepted() {
    Catalog catalog = new Catalog(List.of(), List.of(), List.of(), List.of(), Map.of(),
        List.of(unreadable(Kind.MONITORING_BACKEND, "", "main")));
    assertThat(BackendCompiler.compile(catalog, Optional.empty(), false)).singleElement()
        .matches(verdict -> !verdict.accepted());
  }

  private static boolean refused(Optional<String> root, String path) {
    return verdicts(spec(URL, new Delivery(new Directory(path), null), null, null), true, root).getFirst().problems()
        .stream().anyMatch(problem -> problem.reason().equals("DirectoryRefused"));
  }

  private static MonitoringBackendSpec spec(String url, Delivery delivery, Auth auth, Tls tls) {
    return new MonitoringBackendSpec(null, List.of(), null, new Prometheus(List.of(url), delivery), null, auth, tls);
  }

  private static List<Verdict> verdicts(MonitoringBackendSpec spec, boolean inCluster, Optional<String> root) {
    Catalog catalog = new Catalog(List.of(), List.of(), List.of(), List.of(backend(spec)), Map.of(), List.of());
    return BackendCompiler.compile(catalog, root, inCluster);
  }

  private static List<String> problems(MonitoringBackendSpec spec, boolean inCluster) {
    return verdicts(spec, inCluster, Optional.empty()).getFirst().problems().stream()
        .map(problem -> problem.path() + " " + problem.reason()).toList();
  }
}
