package dev.shizuka.cli;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.AlertRuleGroupSpec.Rule;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.Replica;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.catalog.Unreadable;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Priorities;
import dev.shizuka.compile.RuleId;
import dev.shizuka.compile.RuleVerdict;
import dev.shizuka.compile.Verdict;
import dev.shizuka.engine.Results;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.PolicyUse;
import dev.shizuka.ledger.PolicyUse.Counts;
import dev.shizuka.ledger.Poll;
import dev.shizuka.ledger.Sighting;
import dev.shizuka.policy.CompiledPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A small estate as results and ledger show it, for tests of what people see. */
final class Views {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final ResourceId GROUP = new ResourceId(Kind.ALERT_RULE_GROUP, "shop", "checkout");
  static final ResourceId POLICY = new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "nightly");
  static final ResourceId REFUSED = new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", "endless");
  static final ResourceId MAIN = new ResourceId(Kind.MONITORING_BACKEND, "", "main");
  private static final Origin RULES = new Origin("rules.yaml",
      Map.of("", 1, "/spec/rules/0", 5, "/spec/rules/1", 7, "/spec/rules/1/expr", 8, "/spec/rules/2", 10,
          "/spec/rules/2/fro", 12));
  private static final Origin POLICIES = new Origin("policies.yaml", Map.of("", 20, "/spec/expires", 24));

  private Views() {}

  static Results results() {
    return results(List.of(unreadable(Optional.empty(), new Origin("broken.yaml", Map.of("", 3)), "", "BrokenYaml"),
        unreadable(Optional.empty(), RULES, "/spec/rules/2/fro", "UnknownField")));
  }

  static Results results(List<Unreadable> unreadable) {
    Catalog catalog = new Catalog(
        List.of(declared(GROUP, new AlertRuleGroupSpec(null, null, null, null,
            List.of(rule("Good"), rule("Bad"), rule("Typo"))), RULES)),
        List.of(), List.of(declared(POLICY, policy(Mode.Enforce), new Origin("policies.yaml", Map.of("", 1))),
            declared(REFUSED, policy(Mode.Observe), POLICIES)),
        List.of(declared(MAIN, new MonitoringBackendSpec(null, List.of(), null,
            new MonitoringBackendSpec.Prometheus(List.of("http://p:9090"), null),
            new MonitoringBackendSpec.Alertmanager(List.of("http://a:9093")), null, null), Origin.CLUSTER)),
        Map.of(), unreadable);
    return new Results(catalog, policies(), List.of(), Map.of("main", ruleSync("main")),
        Map.of("main", silenceSync()));
  }

  static Unreadable unreadable(Optional<ResourceId> id, Origin origin, String path, String reason) {
    return new Unreadable(id, origin, new Problem(path, reason, "words of " + reason));
  }

  private static CompiledPolicies policies() {
    CompiledPolicy nightly = new CompiledPolicy(POLICY, "", Mode.Enforce, "The nightly batch", List.of(),
        NOW.minusSeconds(60), NOW.plusSeconds(3600));
    AlertPrioritySpec p2 = new AlertPrioritySpec(2, "critical", List.of(), null, Suppression.Forbidden);
    return new CompiledPolicies(List.of(nightly),
        List.of(
            new Verdict(REFUSED, 0, POLICIES, false,
                List.of(new Problem("/spec/expires", "NoExpiry", "every policy ends:\n write expires")), List.of()),
            new Verdict(POLICY, 0, new Origin("policies.yaml", Map.of("", 1)), true, List.of(), List.of())),
        new Priorities(Map.of("p2", p2)), false);
  }

  static RuleSync ruleSync(String backend) {
    Verdict verdict = new Verdict(GROUP, 0, RULES, true, List.of(),
        List.of(
            verdict(0, "Good", true,
                new Problem("/spec/rules/0/priority", "UnknownPriority", "there is no priority p9")),
            verdict(1, "Bad", false, new Problem("/spec/rules/1/expr", "BadExpression", "1:5: parse error <b>")),
            verdict(2, "Typo", false, new Problem("/spec/rules/2/expr", "NoExpression", "the rule has no expr"))));
    return new RuleSync(backend, NOW.minusSeconds(5), Duration.ofMillis(20), true, "Synced", "all is loaded",
        List.of(new Replica("http://p:9090", true, "3.15.0", "")), List.of(verdict),
        Map.of(GROUP, List.of(new RuleSync.LoadedRule(id("Good"), true, "ok", "", 1))), 1, 1, 2, 0);
  }

  private static SilenceSync silenceSync() {
    return new SilenceSync("main", NOW.minusSeconds(5), Duration.ofMillis(20), false, "Unreachable",
        "Alertmanager main cannot be reached", List.of(new Replica("http://a:9093", false, "", "connection refused")),
        Map.of(), Map.of(), 1, 0);
  }

  /** A ledger that shows one episode of each sort. */
  static Ledger ledger() {
    return new Ledger() {
      @Override
      public java.util.List<dev.shizuka.ledger.OpenGap> gaps(String backend) {
        return java.util.List.of();
      }

      @Override
      public int fill(dev.shizuka.ledger.GapFilling filling) {
        throw new UnsupportedOperationException();
      }

      @Override
      public dev.shizuka.response.Responses.Outcome accept(List<dev.shizuka.response.ResponseEvent> events) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Map<String, dev.shizuka.ledger.ReceiverState> receivers(String backend) {
        return Map.of();
      }

      @Override
      public dev.shizuka.ledger.ResponseFigures responses() {
        return new dev.shizuka.ledger.ResponseFigures(List.of(), List.of(), List.of(), Map.of());
      }

      @Override
      public dev.shizuka.ledger.facts.NoiseFacts facts() {
        throw new UnsupportedOperationException();
      }

      @Override
      public boolean retain(Instant now, java.time.Duration kept) {
        return false;
      }

      @Override
      public boolean writable() {
        return true;
      }

      @Override
      public Set<String> dueToCount(Poll poll) {
        return Set.of();
      }

      @Override
      public void record(Poll poll) {
        throw new UnsupportedOperationException("a view only reads");
      }

      @Override
      public List<Total> totals() {
        return List.of(total("Errors", Outcome.ACTIONABLE, "", "", 3),
            total("HighCpu", Outcome.SUPPRESSED, "silence", "shop/nightly", 41),
            total("HighCpu", Outcome.BRIEF, "", "", 2), total("Disk", Outcome.UNOBSERVED, "", "", 1));
      }

      @Override
      public Map<ResourceId, Long> wouldSuppress() {
        return Map.of(REFUSED, 7L);
      }

      @Override
      public void declared(Collection<ResourceId> policies, Instant at) {
        throw new UnsupportedOperationException("a view only reads");
      }

      @Override
      public Map<ResourceId, PolicyUse> policyUses(Instant now) {
        return Map.of(POLICY,
            new PolicyUse(NOW.minusSeconds(9000), Optional.of(NOW.minusSeconds(300)), 2, new Counts(8, 0, 0, 1, 2),
                new Counts(41, 0, 0, 3, 4), Counts.NONE),
            REFUSED, new PolicyUse(NOW, Optional.empty(), 0, Counts.NONE, new Counts(0, 7, 5, 0, 0), Counts.NONE));
      }

      @Override
      public List<Episode> open() {
        return List.of(
            episode("Errors", "p2", Optional.of(Outcome.ACTIONABLE), Sighting.State.UNSUPPRESSED, "", Optional.empty()),
            episode("HighCpu", "", Optional.empty(), Sighting.State.SUPPRESSED, "shop/nightly", Optional.empty()),
            episode("<script>alert(1)</script>", "", Optional.empty(), Sighting.State.UNDECIDED, "", Optional.empty()));
      }

      @Override
      public List<Episode> recent(int limit) {
        return List.of(episode("Disk", "", Optional.of(Outcome.BRIEF), Sighting.State.UNSUPPRESSED, "",
            Optional.of(NOW.minusSeconds(30))));
      }

      @Override
      public void close() {}
    };
  }

  private static Ledger.Total total(String alert, Outcome outcome, String reason, String policy, long count) {
    return new Ledger.Total("main", "shop", alert, alert.equals("Errors") ? "p2" : "", outcome, reason, policy, count);
  }

  private static Ledger.Episode episode(String alert, String priority, Optional<Outcome> outcome, Sighting.State state,
      String policy, Optional<Instant> closed) {
    return new Ledger.Episode("main", alert, Map.of("alertname", alert, "namespace", "shop", "pod", "a&b"), priority,
        NOW.minusSeconds(7500), NOW, outcome, state, policy.isEmpty() ? "" : "silence", policy, closed);
  }

  private static RuleVerdict verdict(int index, String name, boolean accepted, Problem problem) {
    return new RuleVerdict(index, id(name), name, accepted, name.equals("Bad"), List.of(problem));
  }

  private static RuleId id(String name) {
    return new RuleId("alert", name, Map.of(), 0);
  }

  private static Rule rule(String name) {
    return new Rule(null, name, "up == 0", null, null, null, null, null, Map.of(), Map.of());
  }

  private static SuppressionPolicySpec policy(Mode mode) {
    return new SuppressionPolicySpec(mode, "The nightly batch", null, null, List.of(), null);
  }

  private static <S> Declared<S> declared(ResourceId id, S spec, Origin origin) {
    return new Declared<>(id, "", 0, spec, origin);
  }
}
