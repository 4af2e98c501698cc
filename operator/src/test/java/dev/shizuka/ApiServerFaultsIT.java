package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.FaultyApiServer;
import dev.shizuka.testbed.FaultyApiServer.Fault;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.MountedConfigMaps;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.RealKubernetes;
import dev.shizuka.testbed.RealPrometheus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The API server fails in every way it can: what is declared stays in force meanwhile, nothing is deleted, and what changed in the meantime is
 * in force afterwards without a restart.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiServerFaultsIT {
  private static final Duration SOON = Duration.ofSeconds(120);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNTIL = Instant.now().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS)
      .toString();
  private static final String FROM = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS)
      .toString();
  private static final String EXPIRES = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS)
      .toString();
  /** More than two pages of each kind. */
  private static final List<String> LASTING = List.of("a", "b", "c", "d", "e");
  /** Requests that must have met a fault before it is over: every cache has noticed by then. */
  private static final int ENOUGH = 8;
  private static final int MOST_LINES = 150;

  @TempDir
  private static Path directory;
  private static RealKubernetes kubernetes;
  private static RealPrometheus prometheus;
  private static RealAlertmanager alertmanager;
  private static AlertmanagerApi silences;
  private static FaultyApiServer proxy;
  private static MountedConfigMaps mounted;
  private static Launcher operator;
  /** Ids of what must stand all the time. */
  private static Map<String, Set<String>> lasting;
  private static String before = "";

  @BeforeAll
  static void start() throws Exception {
    kubernetes = RealKubernetes.start(directory.resolve("kubernetes"));
    kubernetes.installCrds();
    prometheus = RealPrometheus.start(directory.resolve("prometheus"), RealPrometheus.NEWEST, "");
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
    silences = new AlertmanagerApi(alertmanager.url());
    StringBuilder all = new StringBuilder(world());
    LASTING.forEach(name -> all.append(pair(name)));
    apply(all.toString());
    proxy = new FaultyApiServer(kubernetes.config());
    startOperator();
    mounted = MountedConfigMaps.in(kubernetes, "monitoring", prometheus.rules());
    await().atMost(SOON).untilAsserted(() -> {
      assertThat(alertnames()).as(operator.output()).containsExactlyElementsOf(LASTING);
      assertThat(silenced().keySet()).as(operator.output()).containsExactlyElementsOf(LASTING);
    });
    await().atMost(SOON).until(() -> silenced().values().stream().allMatch(ids -> ids.size() == 2));
    lasting = silenced();
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable opened : new AutoCloseable[]{mounted, operator, proxy, prometheus, alertmanager, kubernetes}) {
      if (opened != null) {
        opened.close();
      }
    }
  }

  /** One after the other without a pause: a watch that does not survive one of them does not come back with the next. */
  static Stream<List<Fault>> troubles() {
    return Stream.of(List.of(Fault.AWAY, Fault.SLOW, Fault.FAILING), List.of(Fault.CONFLICT, Fault.BUSY),
        List.of(Fault.EXPIRED_WATCH, Fault.EXPIRED_EVENT, Fault.FAILED_EVENT),
        List.of(Fault.FAILING_PAGE, Fault.EXPIRED_PAGE, Fault.HALF_PAGE));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  @Order(1)
  void whatIsDeclaredStaysInForceAndWhatChangesMeanwhileArrives(List<Fault> troubles) throws Exception {
    int linesBefore = lines();
    String now = troubles.getLast().name().toLowerCase(Locale.ROOT).replace('_', '-');
    proxy.inflict(troubles.getFirst());
    apply(pair(now));
    delete(before);
    before = now;
    for (Fault fault : troubles) {
      proxy.inflict(fault);
      sufferEnough(fault);
    }
    proxy.heal();
    awaitExactly(now);
    assertThat(lines() - linesBefore).as(operator.output()).isLessThan(MOST_LINES * troubles.size());
    assertThat(operator.alive()).isTrue();
  }

  @Test
  @Order(2)
  void anOperatorThatStartsWhileListsBreakOffDeletesNothing() throws Exception {
    operator.kill();
    proxy.inflict(Fault.FAILING_PAGE);
    startOperator();
    sufferEnough(Fault.FAILING_PAGE);
    proxy.heal();
    apply(pair("later"));
    delete(before);
    awaitExactly("later");
  }

  private static void startOperator() throws IOException {
    operator = Launcher.start(directory,
        Map.of("KUBECONFIG", proxy.kubeconfig(directory.resolve("kubeconfig")).toString()), "operator", "--listen",
        "127.0.0.1:0", "--data", "data", "--namespace", "monitoring", "--poll", "1s", "--grace", "2s", "--settle",
        "2s");
  }

  private static void sufferEnough(Fault fault) {
    int enough = Set.of(Fault.CONFLICT, Fault.FAILING_PAGE, Fault.EXPIRED_PAGE, Fault.HALF_PAGE).contains(fault)
        ? 2
        : ENOUGH;
    await("what suffers " + fault).atMost(SOON).until(() -> {
      lastingStands();
      return proxy.suffered() >= enough;
    });
  }

  private static void lastingStands() throws Exception {
    assertThat(alertnames()).containsAll(LASTING);
    assertThat(silenced()).containsAllEntriesOf(lasting);
  }

  private static void awaitExactly(String now) {
    Set<String> all = new TreeSet<>(LASTING);
    all.add(now);
    await().atMost(SOON).untilAsserted(() -> {
      lastingStands();
      assertThat(silenced().keySet()).as(operator.output()).containsExactlyElementsOf(all);
      assertThat(alertnames()).as(operator.output()).containsExactlyElementsOf(all);
      assertThat(ready(now)).as(operator.output()).isEqualTo("True True");
    });
  }

  private static String ready(String name) throws Exception {
    String path = "-o=jsonpath={.items[*].status.conditions[?(@.type==\"Ready\")].status}";
    return kubernetes.kubectl("get", "arg,spol", "-n", "shop", "-l", "name=" + name, path).text().strip();
  }

  /** Names of the alerts that Prometheus runs. */
  private static Set<String> alertnames() throws Exception {
    Set<String> names = new TreeSet<>();
    JSON.readTree(Launcher.fetch(URI.create(prometheus.url() + "/api/v1/rules"))).at("/data/groups")
        .forEach(group -> group.path("rules").forEach(rule -> {
          if (rule.path("type").asText().equals("alerting")) {
            names.add(rule.path("name").asText());
          }
        }));
    return names;
  }

  /** Ids of the silences that stand for each policy. */
  private static Map<String, Set<String>> silenced() {
    Map<String, Set<String>> ids = new TreeMap<>();
    silences.standing().forEach(silence -> ids
        .computeIfAbsent(silence.path("comment").asText().replaceAll("^shop/|:.*", ""), name -> new TreeSet<>())
        .add(silence.path("id").asText()));
    return ids;
  }

  private static int lines() throws IOException {
    return (int) operator.output().lines().count();
  }

  private static void apply(String yaml) throws Exception {
    RealKubernetes.Said said = kubernetes.apply(yaml);
    assertThat(said.ok()).as(said.text()).isTrue();
  }

  private static void delete(String name) throws Exception {
    if (!name.isEmpty()) {
      kubernetes.kubectl("delete", "arg,spol", "-n", "shop", "-l", "name=" + name);
    }
  }

  private static String world() {
    return """
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: monitoring}}
        ---
        {apiVersion: shizuka.dev/v1alpha1, kind: AlertPriority, metadata: {name: p4}, spec: {rank: 4, suppression: Allowed}}
        ---
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec:
          prometheus: {urls: ["%s"], delivery: {configMap: {namespace: monitoring, name: rules, shards: 2}}}
          alertmanager: {urls: ["%s"]}
        """.formatted(prometheus.url(), alertmanager.url());
  }

  /** A rule group and a policy of that name. */
  private static String pair(String name) {
    return """
        ---
        apiVersion: shizuka.dev/v1alpha1
        kind: AlertRuleGroup
        metadata: {name: "%1$s", namespace: shop, labels: {name: "%1$s"}}
        spec: {rules: [{alert: "%1$s", expr: vector(1) < 0, priority: p4}]}
        ---
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionPolicy
        metadata: {name: "%1$s", namespace: shop, labels: {name: "%1$s"}}
        spec:
          mode: Enforce
          reason: a test
          expires: %2$s
          match: [{matchers: ['alertname="%1$s"']}]
          silence: {from: %3$s, until: %4$s}
        """.formatted(name, EXPIRES, FROM, UNTIL);
  }
}
