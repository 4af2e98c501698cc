package dev.shizuka.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.catalog.Catalog;
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
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.PolicyUse;
import dev.shizuka.ledger.Poll;
import dev.shizuka.ledger.Sighting;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoReaderTest {
  private static final Instant START = Instant.parse("2026-12-01T12:00:00Z");
  private static final ResourceId HUSH = new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "hush-everything");
  private static final ResourceId PAYMENTS = new ResourceId(Kind.ALERT_RULE_GROUP, "shop", "payments");
  private static final ResourceId DISKS = new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", "flapping-disks");

  private final DemoView view = new DemoReader(new Pager(Clock.systemUTC()), List.of(), START).read(results(),
      new FixedLedger(), START.plusSeconds(90));

  @Test
  void alertsThatFireAreShownWithWhatBecameOfThem() {
    assertThat(view.running()).isEqualTo(Duration.ofSeconds(90));
    assertThat(view.firing()).containsExactly(
        new DemoView.Firing("CheckoutErrorRatioHigh", "checkout", "p2", Duration.ofSeconds(60), DemoView.Fate.CALLED,
            ""),
        new DemoView.Firing("CartCacheCold", "web-1", "p4", Duration.ofSeconds(60), DemoView.Fate.QUIET,
            "silence of shop/hush-everything"));
  }

  @Test
  void countsAreThoseOfTheLedger() {
    assertThat(view.counted()).extracting(DemoView.Count::outcome, DemoView.Count::episodes).containsExactly(
        org.assertj.core.groups.Tuple.tuple("actionable", 1L), org.assertj.core.groups.Tuple.tuple("suppressed", 2L),
        org.assertj.core.groups.Tuple.tuple("brief", 0L));
    assertThat(view.counted().get(1).parts()).containsExactly(Map.entry("silence of shop/hush-everything", 2L));
  }

  @Test
  void protectedAlertThatAPolicyAskedForIsNamed() {
    assertThat(notes(DemoView.Heading.PROTECTED)).containsExactly(
        "shop/hush-everything asks for CheckoutErrorRatioHigh (p2) too and may not have it: that priority is closed to it");
  }

  @Test
  void brokenRuleIsNamedWithWhatItCost() {
    assertThat(view.headline()).isEqualTo("14 of 14 rules loaded, 1 policies in force, 0 silences");
    assertThat(notes(DemoView.Heading.BROKEN)).containsExactly("shop/payments, rule 2 of 2 (PaymentsSlow) is left out"
        + " alone: ExpressionRefused: unclosed left bracket. The other 14 rules run.");
  }

  @Test
  void observedPoliciesSayWhatTheyWouldHaveHidden() {
    assertThat(notes(DemoView.Heading.OBSERVED))
        .containsExactly("flapping-disks is in mode Observe: it would have kept 3 quiet");
  }

  private List<String> notes(DemoView.Heading heading) {
    return view.notes().stream().filter(note -> note.heading() == heading).map(DemoView.Note::text).toList();
  }

  private static Results results() {
    CompiledPolicy hush = new CompiledPolicy(HUSH, "", Mode.Enforce, "launch week",
        List.of(MatcherSet.of(List.of(new Matcher("alertname", Operation.REGEX, ".*"),
            new Matcher("namespace", Operation.EQUAL, "shop"), new Matcher("priority", Operation.REGEX, "p4")))),
        START, START.plus(Duration.ofDays(1)));
    AlertPrioritySpec any = new AlertPrioritySpec(1, "critical", List.of(), null, null);
    CompiledPolicies policies = new CompiledPolicies(List.of(hush), List.of(),
        new Priorities(Map.of("p2", any, "p4", any)), false);
    RuleSync sync = new RuleSync("demo", START, Duration.ZERO, true, "Synced", "", List.of(), List.of(verdict()),
        Map.of(), 14, 14, 1, 0);
    return new Results(Catalog.EMPTY, policies, List.of(), Map.of("demo", sync), Map.of());
  }

  private static Verdict verdict() {
    RuleVerdict good = new RuleVerdict(0, new RuleId("alert", "PaymentsAbsent", Map.of(), 0), "PaymentsAbsent", true,
        false, List.of());
    RuleVerdict bad = new RuleVerdict(1, new RuleId("alert", "PaymentsSlow", Map.of(), 0), "PaymentsSlow", false,
        false, List.of(new Problem("/spec/rules/1/expr", "ExpressionRefused", "unclosed left bracket")));
    return new Verdict(PAYMENTS, 0, Origin.CLUSTER, true, List.of(), List.of(good, bad));
  }

  private static final class FixedLedger implements Ledger {
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
    public List<Episode> open() {
      return List.of(
          episode(Map.of("alertname", "CartCacheCold", "instance", "web-1", "namespace", "shop", "priority", "p4"),
              Optional.empty(), Sighting.State.SUPPRESSED, "silence"),
          episode(
              Map.of("alertname", "CheckoutErrorRatioHigh", "service", "checkout", "namespace", "shop", "priority",
                  "p2"),
              Optional.of(Outcome.ACTIONABLE), Sighting.State.UNSUPPRESSED, ""));
    }

    private static Episode episode(Map<String, String> labels, Optional<Outcome> outcome, Sighting.State state,
        String reason) {
      return new Episode("demo", "f" + labels.hashCode(), labels, labels.get("priority"), START.plusSeconds(30),
          START.plusSeconds(88), outcome, state, reason, reason.isEmpty() ? "" : "shop/hush-everything",
          Optional.empty());
    }

    @Override
    public List<Total> totals() {
      return List.of(total("CheckoutErrorRatioHigh", Outcome.ACTIONABLE, "", 1),
          total("CartCacheCold", Outcome.SUPPRESSED, "silence", 2), total("NodeDown", Outcome.BRIEF, "", 0));
    }

    private static Total total(String alertname, Outcome outcome, String reason, long count) {
      return new Total("demo", "shop", alertname, "", outcome, reason, reason.isEmpty() ? "" : "shop/hush-everything",
          count);
    }

    @Override
    public Map<ResourceId, Long> wouldSuppress() {
      return Map.of(DISKS, 3L);
    }

    @Override
    public void declared(Collection<ResourceId> policies, Instant at) {}

    @Override
    public Map<ResourceId, PolicyUse> policyUses(Instant now) {
      return Map.of();
    }

    @Override
    public List<Episode> recent(int limit) {
      return List.of();
    }

    @Override
    public Set<String> dueToCount(Poll poll) {
      return Set.of();
    }

    @Override
    public void record(Poll poll) {
      throw new UnsupportedOperationException("the view only reads");
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
