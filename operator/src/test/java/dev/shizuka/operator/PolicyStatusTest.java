package dev.shizuka.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.Condition;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Hold;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicyStatus;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Priorities;
import dev.shizuka.compile.Verdict;
import dev.shizuka.engine.Results;
import dev.shizuka.ledger.PolicyUse;
import dev.shizuka.ledger.PolicyUse.Counts;
import dev.shizuka.operator.StatusWrites.Decision;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the status of a policy says of what the policy does. */
class PolicyStatusTest {
  private static final Instant NOW = Sample.NOW;
  private static final SuppressionPolicySpec HOLD = new SuppressionPolicySpec(Mode.Enforce, "r", null,
      NOW.plus(Duration.ofDays(30)), List.of(), null, null, null, new Hold("10m"), null, null);
  private static final PolicyUse USE = new PolicyUse(NOW.minusSeconds(99), Optional.of(NOW.minusSeconds(60)), 0,
      new Counts(1, 2, 3, 4, 5), new Counts(10, 20, 30, 40, 50), Counts.NONE);

  private static PolicyUse quiet(long alerts) {
    return new PolicyUse(USE.knownSince(), USE.lastMatch(), alerts, USE.week(), USE.month(), USE.ever());
  }

  /** What the engine knows of one policy of the form hold. */
  private record Known(Mode mode, List<Problem> verdict, List<Problem> notes, int leases, PolicyUse use,
      boolean frozen) {
    static final Known PLAIN = new Known(Mode.Enforce, List.of(), List.of(), 0, USE, false);

    Known saying(Problem... problems) {
      return new Known(mode, List.of(problems), notes, leases, use, frozen);
    }

    Known noting(Problem... problems) {
      return new Known(mode, verdict, List.of(problems), leases, use, frozen);
    }

    Known quiet(int standing, PolicyUse figures) {
      return new Known(mode, verdict, notes, standing, figures, frozen);
    }

    Known whileFrozen() {
      return new Known(mode, verdict, notes, leases, use, true);
    }

    Known observing() {
      return new Known(Mode.Observe, verdict, notes, leases, use, frozen);
    }

    Results results() {
      Catalog catalog = new Catalog(List.of(), List.of(), List.of(Sample.declared(Sample.POLICY, HOLD)),
          List.of(Sample.declared(Sample.BACKEND, Sample.backend())), Map.of(), List.of());
      CompiledPolicy compiled = new CompiledPolicy(Sample.POLICY, "uid", mode, "r", Sample.sets(),
          new Timing.Leased(new dev.shizuka.policy.Condition.Hold(Duration.ofMinutes(10)), HOLD.expires()), "");
      Verdict said = new Verdict(Sample.POLICY, 1, Origin.CLUSTER, true, verdict, List.of());
      SilenceSync sync = new SilenceSync("main", NOW, Duration.ZERO, true, "Synced", "", List.of(), Map.of(),
          leases == 0
              ? Map.of()
              : Map.of(Sample.POLICY, IntStream.rangeClosed(1, leases)
                  .mapToObj(id -> new SilenceSync.Binding("id-" + id, NOW.minusMillis(id), NOW.plusSeconds(300)))
                  .toList()),
          leases, 0);
      return new Results(catalog,
          new CompiledPolicies(List.of(compiled), List.of(said), new Priorities(Map.of()), frozen), List.of(),
          Map.of(), Map.of("main", sync), Map.of(), Map.of(Sample.POLICY, use), Map.of(Sample.POLICY, notes));
    }

    SuppressionPolicyStatus status() {
      return PolicyReports.of(new Subject<>(Sample.POLICY, 1, HOLD, null), Board.first(results()), NOW).orElseThrow()
          .status();
    }
  }

  private static Problem problem(String reason) {
    return new Problem("", reason, reason + " and what next");
  }

  private static List<String> standing(SuppressionPolicyStatus status) {
    return status.conditions().stream().map(Condition::type)
        .filter(type -> !List.of("Ready", "Accepted", "Synced").contains(type)).toList();
  }

  private static List<String> notices(SuppressionPolicyStatus before, SuppressionPolicyStatus after) {
    return Notices.ofPolicy(before, after).stream().map(notice -> notice.type() + " " + notice.reason()).toList();
  }

  @Test
  void silencesKeepTheirOrderWhateverAlertmanagerMakesOfTheirBegin() {
    assertThat(Known.PLAIN.quiet(3, quiet(7)).status().bindings()).extracting(SuppressionPolicyStatus.Binding::id)
        .containsExactly("id-1", "id-2", "id-3");
  }

  @Test
  void figuresAreThoseOfTheLedger() {
    SuppressionPolicyStatus status = Known.PLAIN.quiet(1, quiet(7)).status();
    assertThat(status.suppressedNow()).isEqualTo(7);
    assertThat(List.of(status.suppressed7d(), status.wouldSuppress7d())).containsExactly(1L, 2L);
    assertThat(List.of(status.suppressed30d(), status.wouldSuppress30d(), status.called30d(), status.inVain30d(),
        status.calledBeforeLease30d())).containsExactly(10L, 20L, 30L, 40L, 50L);
    assertThat(status.lastMatch()).isEqualTo("2026-11-21T11:59:00Z");
  }

  @Test
  void figuresWaitFiveMinutesAndConditionsDoNot() {
    StatusWrites writes = new StatusWrites();
    SuppressionPolicyStatus first = Known.PLAIN.quiet(1, quiet(7)).status();
    SuppressionPolicyStatus moved = Known.PLAIN.quiet(1, quiet(8)).status();
    SuppressionPolicyStatus limited = Known.PLAIN.quiet(1, quiet(8)).noting(problem("Limited")).status();
    assertThat(writes.decide("u", null, first, PolicyFigures::without, NOW)).isEqualTo(new Decision.Write());
    assertThat(writes.decide("u", first, moved, PolicyFigures::without, NOW.plusSeconds(10)))
        .isEqualTo(new Decision.Later(Duration.ofSeconds(290)));
    assertThat(writes.decide("u", first, limited, PolicyFigures::without, NOW.plusSeconds(10)))
        .isEqualTo(new Decision.Write());
  }

  @Test
  void aLeasedFormIsArmedUntilItKeepsSomethingQuietAndSyncedEitherWay() {
    SuppressionPolicyStatus armed = Known.PLAIN.status();
    SuppressionPolicyStatus active = Known.PLAIN.quiet(1, USE).status();
    assertThat(armed.state()).isEqualTo("Armed");
    assertThat(active.state()).isEqualTo("Active");
    assertThat(Known.PLAIN.quiet(0, quiet(2)).status().state()).isEqualTo("Active");
    assertThat(List.of(armed, active)).allSatisfy(status -> {
      assertThat(Conditions.find(status.conditions(), "Ready").orElseThrow().status()).isEqualTo("True");
      assertThat(status.window()).isEqualTo("until 2026-12-21 12:00 UTC");
    });
  }

  @Test
  void leasesThatStandThoughThePolicyObservesAreEnding() {
    SuppressionPolicyStatus status = Known.PLAIN.quiet(1, USE).observing().status();
    assertThat(status.state()).isEqualTo("Observing");
    assertThat(Conditions.find(status.conditions(), "Synced").orElseThrow().reason()).isEqualTo("Ending");
  }

  @Test
  void noLeaseIsMadeWhileAPriorityCannotBeKnownAndTheStatusSaysSo() {
    assertThat(Conditions.find(Known.PLAIN.whileFrozen().status().conditions(), "Synced").orElseThrow().reason())
        .isEqualTo("PriorityUnknown");
  }

  @Test
  void whatAsksForADecisionStandsOnlyWhileItHolds() {
    SuppressionPolicyStatus concerned = Known.PLAIN.saying(problem("Expiring"), problem("NeedsApproval"))
        .noting(problem("Late"), problem("Unused")).status();
    assertThat(standing(concerned)).containsExactly("Expiring", "Late", "NeedsApproval", "Unused");
    assertThat(Conditions.find(concerned.conditions(), "Late").orElseThrow())
        .extracting(Condition::status, Condition::reason, Condition::message)
        .containsExactly("True", "Late", "Late and what next");
    assertThat(Conditions.find(concerned.conditions(), "Accepted").orElseThrow().reason()).isEqualTo("Accepted");
    SuppressionPolicyStatus mended = PolicyReports
        .of(new Subject<>(Sample.POLICY, 1, HOLD, concerned), Board.first(Known.PLAIN.results()), NOW).orElseThrow()
        .status();
    assertThat(standing(mended)).isEmpty();
  }

  @Test
  void eachIsToldOnceWhenItAppears() {
    SuppressionPolicyStatus plain = Known.PLAIN.status();
    SuppressionPolicyStatus concerned = Known.PLAIN.saying(problem("Broad"), problem("Expiring"))
        .noting(problem("Limited"), problem("Late"), problem("Unused"), problem("Native")).status();
    assertThat(notices(plain, concerned)).containsExactlyInAnyOrder("Warning Broad", "Normal Expiring",
        "Warning Limited", "Warning Late", "Normal Unused");
    assertThat(notices(concerned, concerned)).isEmpty();
    assertThat(notices(concerned, plain)).isEmpty();
  }

  @Test
  void anApprovalThatOpensAPolicyIsToldAndSoIsItsEnd() {
    SuppressionPolicyStatus waiting = Known.PLAIN.saying(problem("NeedsApproval")).status();
    SuppressionPolicyStatus approved = Known.PLAIN.status();
    assertThat(notices(waiting, approved)).containsExactly("Normal Approved");
    assertThat(notices(approved, waiting)).containsExactly("Warning NeedsApproval");
  }

  @Test
  void anotherSpecThatNeedsNoApprovalWasNotApproved() {
    SuppressionPolicyStatus waiting = Known.PLAIN.saying(problem("NeedsApproval")).status();
    SuppressionPolicyStatus plain = Known.PLAIN.status();
    SuppressionPolicyStatus later = new SuppressionPolicyStatus(plain.conditions(), 2L, plain.state(), plain.window(),
        plain.expires(), plain.bindings());
    assertThat(notices(waiting, later)).isEmpty();
  }
}
