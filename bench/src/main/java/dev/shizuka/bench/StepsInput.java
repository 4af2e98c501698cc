package dev.shizuka.bench;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.LastGoodPriorities;
import dev.shizuka.compile.PolicyCompiler;
import dev.shizuka.compile.Silence;
import dev.shizuka.compile.SilenceCompiler;
import dev.shizuka.plan.ObservedSilence;
import dev.shizuka.plan.SilenceScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What {@link StepsBench} compiles and plans. */
record StepsInput(Catalog catalog, Declared<MonitoringBackendSpec> backend, Map<String, String> desiredFiles,
    Map<String, String> observedFiles, List<Silence> desiredSilences, List<ObservedSilence> observedSilences,
    SilenceScope scope) {
  static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
  private static final String INSTALLATION = "bench";

  StepsInput(int objects) {
    this(catalog(objects), backend("bench"));
  }

  private StepsInput(Catalog catalog, Declared<MonitoringBackendSpec> backend) {
    this(catalog, backend, silences(catalog, backend));
  }

  private StepsInput(Catalog catalog, Declared<MonitoringBackendSpec> backend, List<Silence> silences) {
    this(catalog, backend, files(catalog, 0), files(catalog, 1), silences, observed(silences),
        new SilenceScope(INSTALLATION, Set.of(backend.id().name()), false, NOW));
  }

  private static Catalog catalog(int objects) {
    List<Declared<AlertRuleGroupSpec>> groups = IntStream.range(0, objects).mapToObj(StepsInput::group).toList();
    List<Declared<SuppressionPolicySpec>> policies = IntStream.range(0, objects / 10).mapToObj(StepsInput::policy)
        .toList();
    return new Catalog(groups, priorities(), policies, List.of(backend("bench")), Map.of(), List.of());
  }

  private static Declared<AlertRuleGroupSpec> group(int object) {
    List<AlertRuleGroupSpec.Rule> rules = IntStream.range(0, 10).mapToObj(rule -> rule(object, rule)).toList();
    return declared(new ResourceId(Kind.ALERT_RULE_GROUP, "team-" + object % 50, "group-" + object),
        new AlertRuleGroupSpec("service-" + object, "team-" + object % 50, "1m", null, rules));
  }

  private static AlertRuleGroupSpec.Rule rule(int object, int rule) {
    String expr = "sum by (instance) (rate(http_requests_total{job=\"service-" + object + "\",handler=\"h" + rule
        + "\",code=~\"5..\"}[5m])) > 0.0" + rule;
    return new AlertRuleGroupSpec.Rule(null, "TooManyErrors" + rule, expr, "5m", null, "p3",
        "{{ $labels.instance }}: {{ $value | humanizePercentage }} of requests fail",
        "https://runbooks.example.com/errors", Map.of(), Map.of());
  }

  private static List<Declared<AlertPrioritySpec>> priorities() {
    return List.of(
        priority("p1", new AlertPrioritySpec(1, "critical", List.of(), null, AlertPrioritySpec.Suppression.Forbidden)),
        priority("p2",
            new AlertPrioritySpec(2, "critical", List.of(Map.of("severity", "critical", "service_impact", "true")),
                null, AlertPrioritySpec.Suppression.Forbidden)),
        priority("p3", new AlertPrioritySpec(3, "warning", List.of(), null, AlertPrioritySpec.Suppression.Allowed)));
  }

  private static Declared<AlertPrioritySpec> priority(String name, AlertPrioritySpec spec) {
    return declared(new ResourceId(Kind.ALERT_PRIORITY, "", name), spec);
  }

  private static Declared<SuppressionPolicySpec> policy(int number) {
    return declared(new ResourceId(Kind.SUPPRESSION_POLICY, "team-" + number % 50, "policy-" + number),
        new SuppressionPolicySpec(SuppressionPolicySpec.Mode.Enforce, "nobody acts on it", null,
            NOW.plus(Duration.ofDays(90)),
            List.of(new SuppressionPolicySpec.Match(
                List.of("alertname=\"TooManyErrors" + number % 10 + "\"", "instance=~\"batch-" + number + ".*\""))),
            new SuppressionPolicySpec.Silence(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(30)))));
  }

  private static Declared<MonitoringBackendSpec> backend(String name) {
    return declared(new ResourceId(Kind.MONITORING_BACKEND, "", name), new MonitoringBackendSpec(null, List.of(), null,
        new MonitoringBackendSpec.Prometheus(List.of("http://127.0.0.1:9090"),
            new MonitoringBackendSpec.Delivery(new MonitoringBackendSpec.Directory("/rules"), null)),
        new MonitoringBackendSpec.Alertmanager(List.of("http://127.0.0.1:9093")), null, null));
  }

  private static <S> Declared<S> declared(ResourceId id, S spec) {
    return new Declared<>(id, "", 0, spec, Origin.CLUSTER);
  }

  /** Texts as long as a group's file; those of another edition differ in one. */
  private static Map<String, String> files(Catalog catalog, int edition) {
    Map<String, String> files = new TreeMap<>();
    catalog.ruleGroups().forEach(group -> files.put(group.id().qualifiedName().replace('/', '-') + ".yaml",
        "- alert: TooManyErrors\n".repeat(150) + group.id() + (files.isEmpty() ? edition : "")));
    return files;
  }

  private static List<Silence> silences(Catalog catalog, Declared<MonitoringBackendSpec> backend) {
    return SilenceCompiler.compile(PolicyCompiler.compile(catalog, LastGoodPriorities.NONE, NOW), backend, catalog,
        INSTALLATION, NOW);
  }

  private static List<ObservedSilence> observed(List<Silence> silences) {
    return IntStream.range(1, silences.size()).mapToObj(index -> {
      Silence silence = silences.get(index);
      return new ObservedSilence("id-" + index, silence.matchers(), silence.startsAt(), silence.endsAt(),
          ObservedSilence.State.ACTIVE, silence.createdBy(), silence.comment(), Optional.of(silence.mark()));
    }).toList();
  }
}
