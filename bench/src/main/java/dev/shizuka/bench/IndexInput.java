package dev.shizuka.bench;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.LastGoodPriorities;
import dev.shizuka.compile.PolicyCompiler;
import dev.shizuka.policy.CompiledPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A large estate: policies as people write them, compiled with the priorities p1 (Forbidden) to p4, and open alerts of ten labels each. Of ten
 * policies nine are of one namespace; half name one alert, the others write alternations, prefixes, classes, suffixes and negations.
 */
public final class IndexInput {
  private static final int NAMESPACES = 200;
  private static final int ALERTNAMES = 500;
  private static final int JOBS = 1000;
  private static final List<String> SEVERITIES = List.of("critical", "warning", "info");
  private static final List<String> PRIORITIES = List.of("p1", "p2", "p3", "p4", "");
  private final Random random = new Random(5);

  /** @param fingerprint sixteen hexadecimal digits */
  record Alert(String fingerprint, Map<String, String> labels) {}

  public List<CompiledPolicy> policies(int count) {
    return compile(IntStream.range(0, count).mapToObj(this::policy).toList());
  }

  List<CompiledPolicy> compile(List<Declared<SuppressionPolicySpec>> policies) {
    Catalog catalog = new Catalog(List.of(), priorities(), policies, List.of(), Map.of(), List.of());
    List<CompiledPolicy> compiled = PolicyCompiler.compile(catalog, LastGoodPriorities.NONE, StepsInput.NOW).policies();
    if (compiled.size() != policies.size()) {
      throw new IllegalStateException(compiled.size() + " of " + policies.size() + " policies were accepted");
    }
    return compiled;
  }

  List<Alert> alerts(int count) {
    return IntStream.range(0, count).mapToObj(number -> new Alert(String.format("%016x", random.nextLong()),
        labels(number))).toList();
  }

  /** The same alerts as the next poll reads them: no string is the same object. */
  static List<Alert> again(List<Alert> alerts) {
    return alerts.stream().map(alert -> {
      Map<String, String> labels = new HashMap<>();
      alert.labels().forEach((name, value) -> labels.put(name, new String(value.toCharArray())));
      return new Alert(new String(alert.fingerprint().toCharArray()), Map.copyOf(labels));
    }).toList();
  }

  private Map<String, String> labels(int number) {
    String job = job();
    Map<String, String> labels = new HashMap<>(Map.of("alertname", alertname(), "namespace", namespace(), "job", job,
        "instance", "host-" + random.nextInt(5000) + ".example.com:9100", "severity", pick(SEVERITIES), "pod",
        job + "-" + number, "cluster", "c" + random.nextInt(5), "region", "r" + random.nextInt(3), "owner",
        "team-" + random.nextInt(50)));
    String priority = pick(PRIORITIES);
    if (!priority.isEmpty()) {
      labels.put("priority", priority);
    }
    return Map.copyOf(labels);
  }

  private Declared<SuppressionPolicySpec> policy(int number) {
    boolean namespaced = random.nextInt(10) > 0;
    ResourceId id = namespaced
        ? new ResourceId(Kind.SUPPRESSION_POLICY, namespace(), "policy-" + number)
        : new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", "policy-" + number);
    return declared(id, new SuppressionPolicySpec(SuppressionPolicySpec.Mode.Observe, "nobody acts on it", null,
        StepsInput.NOW.plus(Duration.ofDays(90)), List.of(new Match(matchers(namespaced))),
        new SuppressionPolicySpec.Silence(StepsInput.NOW, StepsInput.NOW.plus(Duration.ofDays(30)))));
  }

  private List<String> matchers(boolean namespaced) {
    String alert = "alertname=\"" + alertname() + "\"";
    return switch (random.nextInt(20)) {
      case 0, 1 -> List.of("alertname=~\"" + alertname() + "|" + alertname() + "\"", "severity!=\"critical\"");
      case 2, 3 -> List.of(alert, "job=~\"" + job() + "-.*\"");
      case 4 -> List.of("job=~\"(" + job() + "|" + job() + ")(-canary)?\"", "severity=~\"warning|info\"");
      case 5 -> List.of(alert, "instance=~\"host-[12]" + random.nextInt(100) + ".*\"");
      case 6 -> List.of("pod=~\"" + job() + "-.*\"");
      case 7 -> List.of(alert, "cluster!~\"c[12]\"", "region!=\"r0\"");
      case 8 -> List.of("instance=~\".*" + random.nextInt(5000) + "[.]example.com:.*\"", alert);
      case 9 -> namespaced ? List.of("severity!=\"critical\"", "region=\"r1\"") : List.of(alert, "owner!=\"\"");
      default -> List.of(alert, "job=\"" + job() + "\"");
    };
  }

  private static List<Declared<AlertPrioritySpec>> priorities() {
    return List.of(
        declared(priority("p1"), new AlertPrioritySpec(1, "critical", List.of(), null, Suppression.Forbidden)),
        declared(priority("p2"), new AlertPrioritySpec(2, "critical", List.of(Map.of("severity", "critical")), null,
            Suppression.Forbidden)),
        declared(priority("p3"), new AlertPrioritySpec(3, "warning", List.of(), null, Suppression.Allowed)),
        declared(priority("p4"), new AlertPrioritySpec(4, "info", List.of(), null, Suppression.Allowed)));
  }

  private static ResourceId priority(String name) {
    return new ResourceId(Kind.ALERT_PRIORITY, "", name);
  }

  private static <S> Declared<S> declared(ResourceId id, S spec) {
    return new Declared<>(id, "", 0, spec, Origin.CLUSTER);
  }

  private String alertname() {
    return "HighErrorRate" + random.nextInt(ALERTNAMES);
  }

  private String namespace() {
    return "team-" + random.nextInt(NAMESPACES);
  }

  private String job() {
    return "service-" + random.nextInt(JOBS);
  }

  private String pick(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
