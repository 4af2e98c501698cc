package dev.shizuka.operator;

import dev.shizuka.api.AlertPriority;
import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.AlertRuleGroup;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.AlertRuleGroupSpec.Rule;
import dev.shizuka.api.MonitoringBackend;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.api.SuppressionPolicy;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicySpec.Silence;
import dev.shizuka.backend.Replica;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.RuleSync.LoadedRule;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Priorities;
import dev.shizuka.compile.RuleId;
import dev.shizuka.compile.RuleVerdict;
import dev.shizuka.compile.Verdict;
import dev.shizuka.engine.Results;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.DateRange;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import dev.shizuka.policy.Recurrence;
import dev.shizuka.policy.Schedule;
import dev.shizuka.policy.Timing;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Small objects, and results as an engine with one backend {@code main} would make them. */
final class Sample {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final ResourceId GROUP = new ResourceId(Kind.ALERT_RULE_GROUP, "shop", "checkout");
  static final ResourceId POLICY = new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "nightly");
  static final ResourceId PRIORITY = new ResourceId(Kind.ALERT_PRIORITY, "", "p2");
  static final ResourceId BACKEND = new ResourceId(Kind.MONITORING_BACKEND, "", "main");

  private Sample() {}

  static AlertRuleGroupSpec rules(String... alerts) {
    List<Rule> rules = new ArrayList<>();
    for (String alert : alerts) {
      rules.add(new Rule(null, alert, "up == 0", null, null, null, null, null, null, null));
    }
    return new AlertRuleGroupSpec("checkout", "team-shop", null, false, rules);
  }

  static SuppressionPolicySpec policy(Mode mode, Instant from, Instant until) {
    return new SuppressionPolicySpec(mode, "nobody acts on it", null, NOW.plus(Duration.ofDays(30)),
        List.of(new Match(List.of("alertname=\"A\""))), new Silence(from, until));
  }

  static AlertPrioritySpec priority(Suppression suppression) {
    return new AlertPrioritySpec(2, "critical", null, null, suppression);
  }

  static MonitoringBackendSpec backend() {
    return new MonitoringBackendSpec(null, null, false,
        new MonitoringBackendSpec.Prometheus(List.of("http://p:9090"), new MonitoringBackendSpec.Delivery(
            new MonitoringBackendSpec.Directory("/rules"), null)),
        new MonitoringBackendSpec.Alertmanager(List.of("http://a:9093")), null, null);
  }

  static <P extends CustomResource<S, ?>, S> P named(P object, String namespace, String name, S spec) {
    object.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).withGeneration(1L).build());
    object.setSpec(spec);
    return object;
  }

  static AlertRuleGroup groupObject(String name, String... alerts) {
    return named(new AlertRuleGroup(), "shop", name, rules(alerts));
  }

  static SuppressionPolicy policyObject(String name, SuppressionPolicySpec spec) {
    return named(new SuppressionPolicy(), "shop", name, spec);
  }

  static AlertPriority priorityObject(String name, Suppression suppression) {
    return named(new AlertPriority(), null, name, priority(suppression));
  }

  static MonitoringBackend backendObject() {
    return named(new MonitoringBackend(), null, "main", backend());
  }

  static <S> Declared<S> declared(ResourceId id, S spec) {
    return new Declared<>(id, "uid", 1, spec, Origin.CLUSTER);
  }

  /** Rules named {@code Bad…} are refused, everything else is loaded and in force; every report was made. */
  static Results results(Catalog catalog) {
    List<Verdict> verdicts = new ArrayList<>();
    catalog.policies().forEach(one -> verdicts.add(verdict(one, List.of())));
    catalog.priorities().forEach(one -> verdicts.add(verdict(one, List.of())));
    List<CompiledPolicy> compiled = catalog.policies().stream().map(one -> new CompiledPolicy(one.id(), one.uid(),
        one.spec().modeOrObserve(), "", sets(), timing(one.spec()), "")).toList();
    CompiledPolicies policies = new CompiledPolicies(compiled, verdicts, new Priorities(Map.of()),
        false);
    Map<String, RuleSync> rules = new TreeMap<>();
    Map<String, SilenceSync> silences = new TreeMap<>();
    catalog.backends().forEach(one -> {
      rules.put(one.id().name(), ruleSync(catalog, true));
      silences.put(one.id().name(), silenceSync(catalog));
    });
    Map<ResourceId, NoiseReportStatus> reports = new TreeMap<>();
    catalog.reports().forEach(one -> reports.put(one.id(), made(one.id().name())));
    return new Results(catalog, policies, catalog.backends().stream().map(one -> verdict(one, List.of())).toList(),
        rules, silences, Map.of(), Map.of(), Map.of(), reports);
  }

  /** A report that was made; one that is called undelivered was not taken by its receiver. */
  static NoiseReportStatus made(String name) {
    boolean failed = name.equals("undelivered");
    return new NoiseReportStatus(List.of(), null, 51L, 12L, 30L, 4L, "41h", "-12 %", "97.4 %", "OnTrack",
        NOW.toString(), "2026-12-01T00:00:00Z", new NoiseReportStatus.Delivery("2026-11-01T00:00:00Z",
            "2026-11-01T00:00:02Z", failed ? "Failed" : "Delivered",
            failed ? "slack: the receiver answered 404" : null));
  }

  static NoiseReportSpec report(String timeZone) {
    return new NoiseReportSpec(null, new NoiseReportSpec.Window("30d", null, null), null, timeZone, null, null, null,
        null, List.of());
  }

  /** A schedule in these samples is one window a day, by date, in UTC. */
  private static Timing timing(SuppressionPolicySpec spec) {
    if (spec.silence() != null) {
      return new Timing.Once(spec.silence().from(), spec.silence().until());
    }
    List<Recurrence> windows = spec.schedule().windows().stream().map(window -> new Recurrence(Set.of(),
        window.dates().stream().map(LocalDate::parse).map(date -> new DateRange(date, date)).toList(),
        LocalTime.parse(window.from()), LocalTime.parse(window.until()))).toList();
    return new Timing.Recurring(new Schedule(ZoneOffset.UTC, windows, List.of()), spec.expires());
  }

  static List<MatcherSet> sets() {
    return List.of(MatcherSet.of(List.of(new Matcher("alertname", Operation.EQUAL, "A"))));
  }

  static RuleSync ruleSync(Catalog catalog, boolean synced) {
    List<Verdict> verdicts = new ArrayList<>();
    Map<ResourceId, List<LoadedRule>> loaded = new TreeMap<>();
    for (Declared<AlertRuleGroupSpec> group : catalog.ruleGroups()) {
      List<RuleVerdict> rules = ruleVerdicts(group.spec());
      verdicts.add(verdict(group, rules));
      loaded.put(group.id(), rules.stream().filter(RuleVerdict::accepted)
          .map(rule -> new LoadedRule(rule.id(), true, "ok", "", 3)).toList());
    }
    return new RuleSync("main", NOW, Duration.ofMillis(5), synced, synced ? "Synced" : "Unreachable",
        synced ? "" : "Prometheus main cannot be reached", List.of(new Replica("http://p:9090", true, "3.15.0", "")),
        verdicts, loaded, 6, 6, 0, 0);
  }

  static List<RuleVerdict> ruleVerdicts(AlertRuleGroupSpec group) {
    List<RuleVerdict> rules = new ArrayList<>();
    for (int index = 0; index < group.rules().size(); index++) {
      String name = group.rules().get(index).alert();
      boolean good = !name.startsWith("Bad");
      rules.add(new RuleVerdict(index, new RuleId("alert", name, Map.of(), 0), name, good, name.startsWith("BadNow"),
          good
              ? List.of()
              : List.of(new Problem("/spec/rules/" + index + "/expr", "BadExpression", "no such function"))));
    }
    return rules;
  }

  static SilenceSync silenceSync(Catalog catalog) {
    Map<ResourceId, List<SilenceSync.Binding>> bindings = new TreeMap<>();
    catalog.policies().stream().filter(one -> one.spec().modeOrObserve() == Mode.Enforce)
        .filter(one -> !timing(one.spec()).standing(NOW).isEmpty())
        .forEach(one -> bindings.put(one.id(), timing(one.spec()).standing(NOW).stream()
            .map(window -> new SilenceSync.Binding("id-1", window.startsAt(), window.endsAt())).toList()));
    return new SilenceSync("main", NOW, Duration.ofMillis(5), true, "Synced", "",
        List.of(new Replica("http://a:9093", true, "0.31.1", "")), Map.of(), bindings, bindings.size(), 0);
  }

  static Verdict verdict(Declared<?> declared, List<RuleVerdict> rules) {
    return new Verdict(declared.id(), declared.generation(), Origin.CLUSTER, true, List.of(), rules);
  }
}
