package dev.shizuka.bench;

import dev.shizuka.cli.ServerProcess;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A cluster in which nothing happens: AlertRuleGroups by way of Shizuka, PrometheusRules and prometheus-operator in a real Prometheus, and silences in a
 * real Alertmanager.
 */
final class IdleBench {
  private static final Duration SETTLE = Duration.ofMinutes(40);
  /** Figures alone are written five minutes late: before that nobody is at rest. */
  private static final Duration QUIET = Duration.ofMinutes(6);
  private static final String LEASE = "update leases";
  /** The chart's memory limit of 768 MiB and its options; a container of that size gets the serial collector by itself. */
  private static final String OPTIONS = "-XX:MaxRAM=768m -XX:+UseSerialGC -XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError";
  private static final List<String> PROMETHEUS = List.of("""
      apiVersion: monitoring.coreos.com/v1
      kind: Prometheus
      metadata: {name: main, namespace: monitoring}
      spec: {version: v3.15.0, serviceMonitorSelector: {}, ruleSelector: {matchLabels: {release: bench}}}
      """, """
      apiVersion: shizuka.dev/v1alpha1
      kind: AlertPriority
      metadata: {name: p3}
      spec: {rank: 3, severity: warning, suppression: Allowed}
      """);
  private final Path launcher;
  private final Path scratch;
  private final RuleSet set;

  /** @param writes what Shizuka wrote in that time, and how often */
  record Figures(RuleSet set, int policies, Duration idle, Map<String, Long> writes, Operator shizuka,
      Operator prometheusOperator) {}

  /** One of the two, when the time began and when it was over. */
  record Operator(ProcessMemory atTheBegin, ProcessMemory atTheEnd) {}

  IdleBench(Path launcher, Path scratch, RuleSet set) {
    this.launcher = launcher.toAbsolutePath();
    this.scratch = scratch;
    this.set = set;
  }

  int policies() {
    return Math.max(1, set.objects() / 20);
  }

  Figures run(Duration idle) throws IOException, InterruptedException {
    try (IdleCluster cluster = IdleCluster.start(scratch.resolve("kubernetes"));
        BenchPrometheus prometheus = BenchPrometheus.start(scratch.resolve("prometheus"));
        ServerProcess alertmanager = alertmanager()) {
      declare(cluster, prometheus.url(), alertmanager.url());
      try (Kubelet kubelet = new Kubelet(cluster.client(), prometheus);
          ServerProcess theirs = prometheusOperator(cluster);
          ServerProcess ours = shizuka(cluster)) {
        awaitLoaded(cluster.client());
        awaitQuiet(cluster);
        return rest(cluster, List.of(ours, theirs), idle);
      }
    }
  }

  private Figures rest(IdleCluster cluster, List<ServerProcess> operators, Duration idle)
      throws IOException, InterruptedException {
    say("at rest from now on, for " + idle.toMinutes() + " minutes");
    int written = cluster.writes().size();
    ProcessMemory ours = ProcessMemory.of(operators.getFirst().pid());
    ProcessMemory theirs = ProcessMemory.of(operators.getLast().pid());
    TimeUnit.MILLISECONDS.sleep(idle.toMillis());
    Map<String, Long> writes = cluster.writes().stream().skip(written)
        .collect(Collectors.groupingBy(write -> write, TreeMap::new, Collectors.counting()));
    return new Figures(set, policies(), idle, writes,
        new Operator(ours, ProcessMemory.of(operators.getFirst().pid())),
        new Operator(theirs, ProcessMemory.of(operators.getLast().pid())));
  }

  private void declare(IdleCluster cluster, URI prometheus, URI alertmanager) throws IOException {
    cluster
        .apply(IdleCluster.binary("prometheus-operator").resolve("../../share/prometheus-operator-crds").normalize());
    cluster.apply(Path.of("crds"));
    cluster.awaitKinds();
    Stream.concat(Stream.of("monitoring", "shizuka-system"), IntStream.range(0, 50).mapToObj(team -> "team-" + team))
        .forEach(cluster::namespace);
    cluster.apply(world(prometheus, alertmanager));
    say(set.objects() + " AlertRuleGroups are declared");
  }

  private Path world(URI prometheus, URI alertmanager) throws IOException {
    Path world = Files.createDirectories(scratch.resolve("world"));
    for (int part = 0; part < PROMETHEUS.size(); part++) {
      Files.writeString(world.resolve("a-" + part + ".yaml"), PROMETHEUS.get(part));
    }
    Files.writeString(world.resolve("backend.yaml"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec:
          prometheus:
            urls: ["%s"]
            delivery: {prometheusRule: {namespace: monitoring, name: shizuka, labels: {release: bench}}}
          alertmanager: {urls: ["%s"]}
        """.formatted(prometheus, alertmanager));
    for (int policy = 0; policy < policies(); policy++) {
      Files.writeString(world.resolve("policy-%04d.yaml".formatted(policy)), policy(policy));
    }
    for (int object = 0; object < set.objects(); object++) {
      Files.writeString(world.resolve("rules-%04d.yaml".formatted(object)), RuleSet.object(object));
    }
    return world;
  }

  private static String policy(int policy) {
    return """
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionPolicy
        metadata: {name: policy-%d, namespace: team-%d}
        spec:
          mode: Enforce
          reason: The nightly batch
          expires: %s
          match: [{matchers: ['alertname="Batch%d"']}]
          silence: {from: 2026-01-01T00:00:00Z, until: 2099-01-01T00:00:00Z}
        """.formatted(policy, policy % 50, Instant.now().plus(Duration.ofDays(90)), policy);
  }

  private ServerProcess alertmanager() throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("alertmanager"));
    Path config = Files.writeString(folder.resolve("alertmanager.yml"),
        "{route: {receiver: none}, receivers: [{name: none}]}\n");
    URI url = URI.create("http://127.0.0.1:" + ServerProcess.freePort());
    return ServerProcess.start(List.of(IdleCluster.binary("alertmanager").toString(),
        "--config.file=" + config, "--storage.path=" + folder.resolve("data"), "--cluster.listen-address=",
        "--web.listen-address=" + url.getAuthority()), url, "/-/ready", folder.resolve("log"));
  }

  private ServerProcess prometheusOperator(IdleCluster cluster) throws IOException {
    URI url = URI.create("http://127.0.0.1:" + ServerProcess.freePort());
    return ServerProcess.start(List.of("env", "KUBECONFIG=" + cluster.adminKubeconfig(),
        IdleCluster.binary("prometheus-operator").toString(),
        "--web.listen-address=" + url.getAuthority(), "--kubelet-endpoints=false"), url, "/healthz",
        scratch.resolve("prometheus-operator.log"));
  }

  private ServerProcess shizuka(IdleCluster cluster) throws IOException {
    URI url = URI.create("http://127.0.0.1:" + ServerProcess.freePort());
    return ServerProcess.start(List.of("env", "KUBECONFIG=" + cluster.kubeconfig(), "SHIZUKA_OPTS=" + OPTIONS,
        launcher.toString(), "operator", "--listen=" + url.getAuthority(), "--namespace=shizuka-system",
        "--data=" + scratch.resolve("data")), url, "/healthz", scratch.resolve("shizuka.log"));
  }

  private void awaitLoaded(KubernetesClient client) throws IOException, InterruptedException {
    String all = set.objects() * RuleSet.RULES + "/" + set.objects() * RuleSet.RULES;
    String told = "";
    for (long end = System.nanoTime() + SETTLE.toNanos(); !told.equals(all) && System.nanoTime() < end;) {
      TimeUnit.SECONDS.sleep(5);
      GenericKubernetesResource backend = client.genericKubernetesResources("shizuka.dev/v1alpha1", "MonitoringBackend")
          .withName("main").get();
      String now = String.valueOf((Object) backend.get("status", "rules"));
      if (!now.equals(told)) {
        say("rules " + now);
      }
      told = now;
    }
    if (!told.equals(all)) {
      throw new IOException("not all rules run: " + told);
    }
  }

  private static void awaitQuiet(IdleCluster cluster) throws IOException, InterruptedException {
    long quietSince = System.nanoTime();
    long before = -1;
    while (System.nanoTime() - quietSince < QUIET.toNanos()) {
      TimeUnit.SECONDS.sleep(5);
      List<String> others = cluster.writes().stream().filter(write -> !write.equals(LEASE)).toList();
      if (others.size() != before) {
        before = others.size();
        quietSince = System.nanoTime();
        say(before + " writes, the last one " + others.getLast());
      }
    }
  }

  private static void say(String what) {
    System.err.println("bench: " + what);
  }
}
