package dev.shizuka.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.AuditLog;
import dev.shizuka.testbed.Exposition;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.MountedConfigMaps;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.RealControllers;
import dev.shizuka.testbed.RealKubernetes;
import dev.shizuka.testbed.RealPrometheus;
import dev.shizuka.testbed.RunningServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The life of a release, in order: installed as it was a version before, upgraded, at work, rolled back, uninstalled and installed again; with
 * real helm, kube-apiserver with RBAC, kube-controller-manager, Prometheus and Alertmanager.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(1)
class InstallIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String KINDS = "alertpriorities,monitoringbackends,clustersuppressionpolicies,clusternoisereports";
  private static final String NAMESPACED = "alertrulegroups,suppressionpolicies,noisereports";

  @TempDir
  private static Path directory;
  private static RealKubernetes kubernetes;
  private static RealControllers controllers;
  private static RealPrometheus prometheus;
  private static RealAlertmanager alertmanager;
  private static AlertmanagerApi silences;
  private static MountedConfigMaps mounted;
  private static InstalledChart chart;
  private static Launcher program;

  @BeforeAll
  static void installTheVersionBefore() throws Exception {
    kubernetes = RealKubernetes.start(directory.resolve("kubernetes"));
    controllers = RealControllers.start(directory, kubernetes);
    prometheus = RealPrometheus.start(directory.resolve("prometheus"), RealPrometheus.NEWEST, "");
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
    silences = new AlertmanagerApi(alertmanager.url());
    mounted = MountedConfigMaps.in(kubernetes, "monitoring", prometheus.rules());
    chart = new InstalledChart(directory, kubernetes, VALUES.formatted(alertmanager.url()));
    chart.kubectl("create", "namespace", "monitoring");
    chart.kubectl("apply", "-f", "../install/namespace.yaml");
    // No kubelet runs pods here and nobody binds volumes, so that helm would wait for them for ever.
    chart.install(ChartBefore.in(directory.resolve("before")), "--wait", "--set=replicas=0",
        "--set=store.persistence.enabled=false");
  }

  private static final String VALUES = """
      operator: {poll: 1s, grace: 2s, settle: 2s, javaOptions: -XX:MaxRAMPercentage=50}
      rules: {namespaces: [monitoring], resources: [configmaps]}
      secrets: {names: [monitoring-auth]}
      backend:
        create: true
        name: of-the-chart
        spec:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: none}}
          alertmanager: {urls: ["%s"]}
      """;

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable opened : new AutoCloseable[]{program, mounted, controllers, prometheus, alertmanager,
        kubernetes}) {
      if (opened != null) {
        opened.close();
      }
    }
  }

  @Test
  @Order(1)
  void anUpgradeBringsNewCrdsAndKeepsTheBackend() throws Exception {
    assertThat(shortNames()).isEmpty();
    String backend = backend();
    chart.upgrade(Chart.FOLDER);
    assertThat(shortNames()).contains("mback");
    assertThat(backend()).isEqualTo(backend);
  }

  @Test
  @Order(2)
  void underTheChartsAccountTheExamplesBecomeReady() throws Exception {
    program = chart.startProgram();
    program.url();
    chart.kubectl("apply", "-f", examplesUnderOurOwnName().toString());
    awaitReady(KINDS);
    awaitReady(NAMESPACED, "--all-namespaces");
    await().atMost(SOON).untilAsserted(() -> assertThat(silences.standing()).isNotEmpty());
    assertThat(program.get("/readyz")).contains("ready");
    assertThat(chart.kubectl("get", "events", "-n", "infra", "-o", "name")).contains("event");
    assertThat(program.output()).doesNotContainIgnoringCase("forbidden").doesNotContain("(403)");
  }

  /** {@code bench/run idle} looks for ten minutes at 2,000 objects. */
  @Test
  @Order(3)
  void howeverOftenTheEstateIsLookedAtNothingIsWrittenWhereNothingIsNew() throws Exception {
    AuditLog audit = kubernetes.audit();
    int written = audit.awaitQuiet(Duration.ofSeconds(4));
    for (int round = 1; round <= 20; round++) {
      double syncs = syncs();
      // Namespaces' labels decide which backend an object goes to: with each change everything is compiled, compared and reported anew.
      chart.kubectl("label", "namespace", "shop", "rest=" + round, "--overwrite");
      await().atMost(SOON).until(() -> syncs() >= syncs + 2);
    }
    assertThat(audit.writes().stream().skip(written)).isEmpty();
    assertThat(audit.requests()).anyMatch(request -> request.verb().equals("update")
        && request.resource().equals("leases"));
  }

  private static double syncs() throws Exception {
    return Exposition.of(program.get("/metrics")).sum("shizuka_backend_sync_seconds_count");
  }

  @Test
  @Order(3)
  void thePodFitsPodSecuritysLevelRestricted() {
    await().atMost(SOON).untilAsserted(
        () -> assertThat(chart.kubectl("get", "pods", "-n", InstalledChart.NAMESPACE, "-o", "name")).contains("pod/"));
  }

  /** Roles of the cluster, bound in the namespace shop; the others bound in the whole cluster. */
  @ParameterizedTest
  @Order(4)
  @CsvSource(delimiter = '|', value = {"view | get suppressionpolicies -n shop | yes",
      "view | create suppressionpolicies -n shop | no", "edit | create suppressionpolicies -n shop | yes",
      "edit | patch alertrulegroups -n shop | yes", "edit | delete noisereports -n shop | yes",
      "edit | deletecollection alertrulegroups -n shop | no", "edit | create suppressionpolicies -n infra | no",
      "edit | patch suppressionpolicies --subresource=status -n shop | no",
      "edit | create suppressionapprovals -n shop | no", "edit | create alertpriorities | no",
      "edit | patch monitoringbackends | no", "edit | create clustersuppressionpolicies | no",
      "admin | deletecollection alertrulegroups -n shop | yes", "admin | create suppressionapprovals -n shop | no",
      "admin | create alertpriorities | no", "admin | patch monitoringbackends | no",
      "shizuka-platform | create alertpriorities | yes", "shizuka-platform | patch monitoringbackends | yes",
      "shizuka-platform | create suppressionapprovals -n shop | no",
      "shizuka-approver | create suppressionapprovals -n shop | yes",
      "shizuka-approver | create suppressionpolicies -n shop | no",
      "shizuka-approver | approve clustersuppressionpolicies | yes"})
  void peopleMayDoWhatTheirRoleSays(String role, String what, String answer) throws Exception {
    String user = "user-of-" + role;
    if (role.startsWith("shizuka")) {
      kubernetes.kubectl("create", "clusterrolebinding", user, "--clusterrole=" + role, "--user=" + user);
    } else {
      kubernetes.kubectl("create", "rolebinding", user, "-n", "shop", "--clusterrole=" + role, "--user=" + user);
    }
    String[] words = ("auth can-i " + what.replaceFirst("(?<= )[a-z]+", "$0.shizuka.dev") + " --as=" + user).split(" ");
    // Roles are aggregated a moment after they are made.
    await().atMost(SOON)
        .untilAsserted(() -> assertThat(kubernetes.kubectl(words).text().strip()).endsWith(answer));
  }

  /** All of it: what a role of the cluster may write of ours in a namespace where it is bound. */
  @ParameterizedTest
  @Order(4)
  @CsvSource(delimiter = '|', value = {"view | ''", "edit | create delete patch update",
      "admin | create delete deletecollection patch update"})
  void inANamespaceATeamWritesItsRulesPoliciesAndReportsAndNothingElse(String role, String verbs) throws Exception {
    String user = "all-of-" + role;
    chart.kubectl("create", "rolebinding", user, "-n", "shop", "--clusterrole=" + role, "--user=" + user);
    Map<String, String> expected = new TreeMap<>();
    if (!verbs.isEmpty()) {
      List.of("alertrulegroups", "noisereports", "suppressionpolicies")
          .forEach(kind -> expected.put(kind + ".shizuka.dev", verbs));
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(Written.by(user, chart)).isEqualTo(expected));
  }

  @ParameterizedTest
  @Order(4)
  @CsvSource(delimiter = '|', value = {"get secrets/monitoring-auth -n shizuka-system | yes",
      "get secrets/another -n shizuka-system | no", "list secrets -n shizuka-system | no",
      "get secrets/monitoring-auth -n monitoring | no", "update configmaps -n monitoring | yes",
      "delete configmaps -n monitoring | no", "create configmaps -n shop | no", "list pods -n monitoring | no",
      "update leases.coordination.k8s.io/shizuka -n shizuka-system | yes",
      "update leases.coordination.k8s.io/another -n shizuka-system | no",
      "patch suppressionpolicies.shizuka.dev --subresource=status -n shop | yes",
      "update suppressionpolicies.shizuka.dev -n shop | no", "delete monitoringbackends.shizuka.dev | no",
      "create suppressionapprovals.shizuka.dev | no"})
  void theProgramMayDoWhatItsWorkTakesAndNoMore(String what, String answer) throws Exception {
    String account = "system:serviceaccount:" + InstalledChart.NAMESPACE + ":shizuka";
    assertThat(kubernetes.kubectl(("auth can-i " + what + " --as=" + account).split(" ")).text().strip())
        .endsWith(answer);
  }

  @Test
  @Order(5)
  void aRollbackTakesNothingOfWhatIsDeclared() throws Exception {
    String backend = backend();
    int standing = silences.standing().size();
    chart.rollback(1);
    assertThat(shortNames()).isEmpty();
    assertThat(backend()).isEqualTo(backend);
    chart.upgrade(Chart.FOLDER);
    assertThat(shortNames()).contains("mback");
    assertThat(backend()).isEqualTo(backend);
    assertThat(silences.standing()).hasSize(standing);
  }

  @Test
  @Order(6)
  void whatTheNotesSayEndsAllSilencesBeforeUninstalling() throws Exception {
    String command = chart.notes().lines().map(String::strip).filter(line -> line.contains("suspendSuppression"))
        .findFirst().orElseThrow();
    assertThat(Files.readString(Path.of("../docs/install.md"))).contains(command);
    chart.shell(command);
    await().atMost(SOON).untilAsserted(() -> assertThat(silences.standing()).isEmpty());
  }

  @Test
  @Order(7)
  void uninstallingLeavesCrdsAndObjectsAndANewInstallTakesThemOver() throws Exception {
    String backend = backend();
    List<String> objects = objects();
    program.close();
    assertThat(kubernetes.audit().refused()).isEmpty();
    chart.uninstall();
    assertThat(objects()).isEqualTo(objects).isNotEmpty();
    assertThat(backend()).isEqualTo(backend);
    assertThat(chart.kubectl("get", "persistentvolumeclaims", "-n", InstalledChart.NAMESPACE)).contains("shizuka");
    assertThat(chart.kubectl("get", "deployments,services,serviceaccounts,roles,rolebindings,clusterroles,"
        + "clusterrolebindings", "--all-namespaces", "-l", "app.kubernetes.io/part-of=shizuka", "-o", "name"))
        .isBlank();

    chart.install(Chart.FOLDER);
    assertThat(objects()).isEqualTo(objects);
    assertThat(backend()).isEqualTo(backend);
  }

  /** Admission policies take an author's name from nobody else. */
  private static Path examplesUnderOurOwnName() throws Exception {
    Path examples = RunningServers.examples(directory.resolve("examples"), prometheus, alertmanager);
    String name = chart.kubectl("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}");
    Path policies = examples.resolve("policies.yaml");
    Files.writeString(policies, Files.readString(policies).replace("alice@example.com", name));
    return examples;
  }

  private static List<String> objects() throws Exception {
    return chart.kubectl("get", KINDS + "," + NAMESPACED, "--all-namespaces", "--no-headers", "-o",
        "custom-columns=:kind,:metadata.namespace,:metadata.name,:metadata.uid").lines().sorted().toList();
  }

  private static String backend() throws Exception {
    return chart.kubectl("get", "monitoringbackends.shizuka.dev", "of-the-chart", "-o", "jsonpath={.metadata.uid}");
  }

  private static String shortNames() throws Exception {
    return chart.kubectl("get", "crd", "monitoringbackends.shizuka.dev", "-o", "jsonpath={.spec.names.shortNames}");
  }

  private static void awaitReady(String kinds, String... more) throws Exception {
    List<String> words = new ArrayList<>(
        List.of("wait", "--for=condition=Ready", kinds, "--all", "--timeout=90s"));
    words.addAll(List.of(more));
    RealKubernetes.Said said = kubernetes.kubectl(words.toArray(String[]::new));
    assertThat(said.ok()).as(said.text() + program.output()).isTrue();
  }
}
