package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.catalog.Kind;
import dev.shizuka.operator.ClusterOperator;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Declarations;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.MountedConfigMaps;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.RealControllers;
import dev.shizuka.testbed.RealKubernetes;
import dev.shizuka.testbed.RealPrometheus;
import dev.shizuka.testbed.RunningServers;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples, applied the way Flux, Argo CD and pipelines apply what is in Git. */
class GitOpsIT {
  private static final Duration SOON = Duration.ofSeconds(120);
  private static final List<String> FILES = List.of("10-priorities.yaml", "backend.yaml", "policies.yaml",
      "reports.yaml", "rules-infra.yaml", "rules-shop.yaml");
  private static final int RECONCILIATIONS = 100;
  private static final String EXPIRES = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(2))
      .toString();
  private static final Pattern RECONCILED = Pattern.compile("(?m)^shizuka_reconcile_seconds_count\\{.*} ([0-9.E]+)$");

  @TempDir
  private static Path directory;
  private static RealKubernetes kubernetes;
  private static RealControllers controllers;
  private static RealPrometheus prometheus;
  private static RealAlertmanager alertmanager;
  private static AlertmanagerApi silences;
  private static KubernetesClient client;
  private static Declarations declared;
  private static Launcher operator;
  private static MountedConfigMaps mounted;
  private static Path examples;

  @BeforeAll
  static void start() throws Exception {
    kubernetes = RealKubernetes.start(directory.resolve("kubernetes"));
    kubernetes.installCrds();
    controllers = RealControllers.start(directory, kubernetes);
    prometheus = RealPrometheus.start(directory.resolve("prometheus"), RealPrometheus.NEWEST, "");
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
    silences = new AlertmanagerApi(alertmanager.url());
    client = ClusterOperator.client(kubernetes.config());
    declared = new Declarations(client);
    examples = RunningServers.examples(directory.resolve("examples"), prometheus, alertmanager);
    operator = Launcher.start(directory, Map.of("KUBECONFIG", kubernetes.kubeconfig().toString()), "operator",
        "--listen", "127.0.0.1:0", "--data", "data", "--namespace", "monitoring", "--poll", "1s", "--grace", "2s",
        "--settle", "2s");
    kubectl("create", "namespace", "monitoring");
    mounted = MountedConfigMaps.in(kubernetes, "monitoring", prometheus.rules());
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable opened : new AutoCloseable[]{mounted, operator, client, controllers, prometheus, alertmanager,
        kubernetes}) {
      if (opened != null) {
        opened.close();
      }
    }
  }

  @BeforeEach
  void applyEverything() throws Exception {
    kubectl("apply", "-f", examples.toString());
    awaitReady();
  }

  @Test
  void everyKindIsReadyAsKstatusReadsIt() {
    Set<String> kinds = new TreeSet<>();
    declared.all().keySet().forEach(name -> kinds.add(name.split(" ")[0]));
    assertThat(kinds).containsExactlyElementsOf(Stream.of(Kind.values())
        .filter(kind -> kind != Kind.SUPPRESSION_APPROVAL).map(Kind::title).sorted().toList());
  }

  @Test
  void nothingDiffersFromWhatWasApplied() throws Exception {
    assertThat(kubectl("diff", "-f", examples.toString())).isEmpty();
    kubectl("apply", "--server-side", "--force-conflicts", "--field-manager=flux", "-f", examples.toString());
    assertThat(kubectl("diff", "--server-side", "--field-manager=flux", "-f", examples.toString())).isEmpty();
    assertThat(kubectl("diff", "-f", examples.toString())).isEmpty();
  }

  @Test
  void anotherFieldManagerAndOurStatusDoNotFight() throws Exception {
    double before = reconciliations();
    int round = 0;
    while (reconciliations() < before + RECONCILIATIONS) {
      round++;
      flux(rules(round));
      flux(policy(round));
      if (round % 10 == 0) {
        awaitReady();
      }
    }
    awaitReady();
    for (String name : List.of("AlertRuleGroup shop/by-flux", "SuppressionPolicy shop/by-flux")) {
      assertThat(managers(name)).containsOnly(Map.entry("flux", "spec"), Map.entry("ours", "status"));
    }
    Map<String, String> settled = declared.versions();
    flux(rules(round));
    flux(policy(round));
    await().during(Duration.ofSeconds(4)).atMost(SOON).until(() -> declared.versions().equals(settled));
    kubectl("delete", "arg,spol", "by-flux", "-n", "shop");
  }

  @Test
  void aNamespaceThatGoesLeavesNothingBehindAndOneThatComesAgainStartsAnew() throws Exception {
    State whole = State.now();
    assertThat(whole.about("shop")).isNotEmpty();
    List<String> others = new ArrayList<>(standingIdsOf("infra"));
    kubectl("delete", "namespace", "shop", "--timeout=60s");
    await().atMost(SOON).untilAsserted(() -> assertThat(State.now().about("shop")).isEmpty());
    assertThat(standingIdsOf("infra")).containsAll(others);
    kubectl("apply", "-f", examples.toString());
    awaitReady();
    await().atMost(SOON).untilAsserted(() -> assertThat(State.now()).isEqualTo(whole));
  }

  @Test
  void theOrderOfApplyingDoesNotMatter() throws Exception {
    State expected = settled();
    for (int seed = 1; seed <= 3; seed++) {
      List<String> order = new ArrayList<>(FILES);
      Collections.shuffle(order, new Random(seed));
      clear();
      for (String file : order) {
        kubectl("apply", "-f", examples.resolve(file).toString());
        await().atMost(SOON).until(GitOpsIT::allObserved);
      }
      awaitReady();
      await(order.toString()).atMost(SOON).untilAsserted(() -> assertThat(State.now()).isEqualTo(expected));
    }
  }

  /** Objects go before what they need, for a backend that is not declared any more keeps its rules. */
  private static void clear() throws Exception {
    kubectl("delete", "arg,spol,cspol", "--all", "-A");
    await().atMost(SOON).untilAsserted(() -> {
      assertThat(State.now().silences()).isEmpty();
      assertThat(State.now().rules()).isEmpty();
    });
    kubectl("delete", "shizuka", "--all", "-A");
  }

  private static boolean allObserved() {
    return declared.all().values().stream().allMatch(
        one -> one.at("/status/observedGeneration").asLong() == one.at("/metadata/generation").asLong());
  }

  private static State settled() {
    State[] last = {State.now()};
    await().atMost(SOON).during(Duration.ofSeconds(2)).until(() -> {
      State now = State.now();
      boolean same = now.equals(last[0]);
      last[0] = now;
      return same;
    });
    return last[0];
  }

  private static void awaitReady() {
    await().atMost(SOON).untilAsserted(() -> assertThat(declared.unready()).isEmpty());
  }

  /**
   * What all of it comes to.
   *
   * @param rules text of the rule files by group
   * @param silences what stands for which policy, without ids, uids and times
   * @param conditions of every object, without times
   */
  private record State(Map<String, String> rules, Set<String> silences, Map<String, List<String>> conditions) {
    static State now() {
      Map<String, String> rules = new TreeMap<>();
      for (ConfigMap map : client.configMaps().inNamespace("monitoring").list().getItems()) {
        map.getData().forEach((file, text) -> {
          if (text.contains("namespace:")) {
            rules.put(map.getMetadata().getName() + " " + file, text);
          }
        });
      }
      Set<String> standing = new TreeSet<>();
      GitOpsIT.silences.standing().forEach(silence -> standing.add(silence.path("comment").asText() + " "
          + silence.path("matchers").toString()
              .replaceAll("\"[^\"]*/(SuppressionPolicy|ClusterSuppressionPolicy)/[^\"]*\"", "")));
      return new State(rules, standing, declared.conditions());
    }

    List<String> about(String namespace) {
      return Stream.of(rules.values(), silences, conditions.keySet()).flatMap(some -> some.stream())
          .filter(text -> Pattern.compile("(\\b|\")" + namespace + "(/|\")").matcher(text).find()).toList();
    }
  }

  private static List<String> standingIdsOf(String namespace) {
    return silences.standing().stream()
        .filter(silence -> silence.path("comment").asText().startsWith(namespace + "/"))
        .map(silence -> silence.path("id").asText()).toList();
  }

  /** Which of spec and status each manager owns; ours is whoever writes status. */
  private static Map<String, String> managers(String name) {
    Map<String, String> owned = new TreeMap<>();
    for (JsonNode entry : declared.all().get(name).at("/metadata/managedFields")) {
      boolean status = entry.path("subresource").asText().equals("status");
      JsonNode fields = entry.path("fieldsV1");
      owned.put(status ? "ours" : entry.path("manager").asText(),
          fields.has("f:spec") && fields.has("f:status") ? "both" : fields.has("f:spec") ? "spec" : "status");
    }
    return owned;
  }

  private static double reconciliations() throws Exception {
    double sum = 0;
    Matcher counts = RECONCILED.matcher(Launcher.fetch(URI.create(operator.url() + "/metrics")));
    while (counts.find()) {
      sum += Double.parseDouble(counts.group(1));
    }
    return sum;
  }

  private static void flux(String yaml) {
    client.resource(yaml).fieldManager("flux").serverSideApply();
  }

  private static String rules(int round) {
    return """
        apiVersion: shizuka.dev/v1alpha1
        kind: AlertRuleGroup
        metadata: {name: by-flux, namespace: shop}
        spec: {rules: [{alert: ByFlux, expr: vector(1) < 0, summary: "round %d"}]}
        """.formatted(round);
  }

  private static String policy(int round) {
    return """
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionPolicy
        metadata: {name: by-flux, namespace: shop}
        spec:
          mode: Enforce
          reason: round %d
          expires: %s
          match: [{matchers: ['alertname="ByFlux"']}]
          hold: {for: 10m}
        """.formatted(round, EXPIRES);
  }

  private static String kubectl(String... arguments) throws IOException, InterruptedException {
    RealKubernetes.Said said = kubernetes.kubectl(arguments);
    assertThat(said.ok()).as(String.join(" ", arguments) + "\n" + said.text() + "\n" + operator.output()).isTrue();
    return said.text();
  }
}
