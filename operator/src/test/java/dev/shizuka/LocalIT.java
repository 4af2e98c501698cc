package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealPrometheus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code shizuka local}, as a user starts it, on a real Prometheus. */
class LocalIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir
  private Path directory;
  private RealPrometheus prometheus;

  private void start(String version) throws IOException {
    prometheus = RealPrometheus.start(directory.resolve("prometheus"), version, "");
    declare("backend.yaml", """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec:
          prometheus:
            urls: ["%s"]
            delivery: {directory: {path: "%s"}}
        """.formatted(prometheus.url(), prometheus.rules()));
  }

  @AfterEach
  void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RealPrometheus.NEWEST, RealPrometheus.OLDEST})
  void badRulesAreToldWithFileAndLineAndCostNoGoodOne(String version) throws Exception {
    start(version);
    declare("good.yaml", group("good", "vector(1) > 0", "all is well"));
    declare("expression.yaml", group("expression", "sum(up", "unclosed") + rule("Fine", "vector(1) > 0"));
    declare("template.yaml",
        group("template", "vector(1) > 0", "{{ $lables.instance }}") + rule("AlsoFine", "vector(1) > 0"));
    declare("broken.yaml", "kind: AlertRuleGroup\nmetadata:\n  name: [unclosed\n");

    Launcher.Finished finished = Launcher.run(directory, "local", "catalog", "--once", "--data", "data");

    assertThat(finished.exitCode()).as(finished.output()).isEqualTo(1);
    assertThat(finished.output()).contains("expression.yaml:7: AlertRuleGroup shop/expression: ExpressionRefused: ")
        .contains("template.yaml:8: AlertRuleGroup shop/template: ").containsPattern("broken.yaml:[34]: BrokenYaml: ");
    await().atMost(SOON).untilAsserted(
        () -> assertThat(healthByRule()).isEqualTo(Map.of("good", "ok", "Fine", "ok", "AlsoFine", "ok")));
  }

  @ParameterizedTest
  @ValueSource(strings = {RealPrometheus.NEWEST, RealPrometheus.OLDEST})
  void aGoodRuleEditedIntoABadOneKeepsRunningUntilItIsMended(String version) throws Exception {
    start(version);
    declare("good.yaml", group("good", "vector(1) > 0", "first"));
    try (Launcher local = Launcher.start(directory, "local", "catalog", "--data", "data", "--listen", "127.0.0.1:0")) {
      await().atMost(SOON).untilAsserted(() -> assertThat(queries()).containsExactly("vector(1) > 0"));

      declare("good.yaml", group("good", "vector(2 >", "typo"));
      await().atMost(SOON)
          .untilAsserted(() -> assertThat(local.output()).contains("good.yaml:7: AlertRuleGroup shop/good"));
      assertThat(queries()).containsExactly("vector(1) > 0");

      declare("good.yaml", group("good", "vector(3) > 0", "mended"));
      await().atMost(SOON).untilAsserted(() -> assertThat(queries()).containsExactly("vector(3) > 0"));
      await().atMost(SOON).untilAsserted(() -> assertThat(local.output()).contains("mended: good.yaml:7"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RealPrometheus.NEWEST, RealPrometheus.OLDEST})
  void somebodyElsesBrokenFileIsNotBlamedOnUsAndCostsNothingOfOurs(String version) throws Exception {
    start(version);
    declare("good.yaml", group("good", "vector(1) > 0", "first"));
    try (Launcher local = Launcher.start(directory, "local", "catalog", "--data", "data", "--listen", "127.0.0.1:0")) {
      await().atMost(SOON).untilAsserted(() -> assertThat(queries()).containsExactly("vector(1) > 0"));

      Path foreign = prometheus.rules().resolve("foreign.yaml");
      Files.writeString(foreign, "groups: [{name: x, rules: [{alert: A, expr: 'sum('}]}]");
      declare("good.yaml", group("good", "vector(2) > 0", "second"));
      await().atMost(SOON).untilAsserted(() -> assertThat(local.output()).contains("ForeignConfiguration"));
      assertThat(queries()).containsExactly("vector(1) > 0");
      assertThat(local.output()).doesNotContain("shop/good:");

      Files.delete(foreign);
      await().atMost(Duration.ofSeconds(90))
          .untilAsserted(() -> assertThat(queries()).containsExactly("vector(2) > 0"));
    }
  }

  private void declare(String file, String text) throws IOException {
    Path catalog = Files.createDirectories(directory.resolve("catalog"));
    Files.writeString(catalog.resolve(file), text);
  }

  private static String group(String name, String expression, String summary) {
    return """
        apiVersion: shizuka.dev/v1alpha1
        kind: AlertRuleGroup
        metadata: {name: %s, namespace: shop}
        spec:
          rules:
          - alert: %s
            expr: '%s'
            summary: '%s'
        """.formatted(name, name, expression, summary);
  }

  private static String rule(String name, String expression) {
    return "  - {alert: %s, expr: '%s'}%n".formatted(name, expression);
  }

  private Map<String, String> healthByRule() throws Exception {
    Map<String, String> health = new TreeMap<>();
    rules().forEach(rule -> health.put(rule.path("name").asText(), rule.path("health").asText()));
    return health;
  }

  private java.util.List<String> queries() throws Exception {
    return rules().stream().map(rule -> rule.path("query").asText()).toList();
  }

  private java.util.List<JsonNode> rules() throws Exception {
    JsonNode reply = new ObjectMapper().readTree(Launcher.fetch(URI.create(prometheus.url() + "/api/v1/rules")));
    java.util.List<JsonNode> rules = new java.util.ArrayList<>();
    reply.path("data").path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }
}
