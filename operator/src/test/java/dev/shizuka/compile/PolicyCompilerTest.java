package dev.shizuka.compile;

import static dev.shizuka.compile.PolicyObjects.EXPIRES;
import static dev.shizuka.compile.PolicyObjects.FROM;
import static dev.shizuka.compile.PolicyObjects.NOW;
import static dev.shizuka.compile.PolicyObjects.UNTIL;
import static dev.shizuka.compile.PolicyObjects.catalog;
import static dev.shizuka.compile.PolicyObjects.policy;
import static dev.shizuka.compile.PolicyObjects.priority;
import static dev.shizuka.compile.PolicyObjects.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Response;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicySpec.Schedule;
import dev.shizuka.api.SuppressionPolicySpec.Silence;
import dev.shizuka.api.SuppressionPolicySpec.Window;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyCompilerTest {
  private static final Declared<AlertPrioritySpec> P1 = priority("p1", 1, Suppression.Forbidden,
      Map.of("severity", "critical"));
  private static final Declared<AlertPrioritySpec> P2 = priority("p2", 2, Suppression.Approval);
  private static final Declared<AlertPrioritySpec> P4 = priority("p4", 4, Suppression.Allowed);
  private static final List<Match> MATCH = List.of(new Match(List.of("job=batch")));

  @Test
  void aNamespacedPolicyCoversItsOwnNamespaceOnly() {
    assertThat(sets(compile(catalog(List.of(P1, P2, P4), List.of(policy("shop", "batch", "job=~\"batch-.*\""))))))
        .containsExactly(
            "{alertname!=\"ShizukaFlapping\",job=~\"batch-.*\",namespace=\"shop\",priority=\"\",severity!=\"critical\"}",
            "{alertname!=\"ShizukaFlapping\",job=~\"batch-.*\",namespace=\"shop\",priority=\"p4\"}");
  }

  @Test
  void aClusterPolicyCoversEveryNamespace() {
    assertThat(sets(compile(catalog(List.of(P4), List.of(policy("", "batch", "job=batch")))))).containsExactly(
        "{alertname!=\"ShizukaFlapping\",job=\"batch\",priority=\"\"}",
        "{alertname!=\"ShizukaFlapping\",job=\"batch\",priority=\"p4\"}");
  }

  @Test
  void everyProblemOfAPolicyIsToldWithItsPlace() {
    Verdict verdict = verdict(new SuppressionPolicySpec(null, " ", null, null,
        List.of(new Match(List.of()), new Match(List.of("a=b", "c"))), new Silence(UNTIL, FROM)));
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.problems()).extracting(problem -> problem.path() + " " + problem.reason()).containsExactly(
        "/spec/expires ExpiryMissing", "/spec/match/0/matchers MatchInvalid", "/spec/match/1/matchers/1 MatcherInvalid",
        "/spec/reason ReasonMissing", "/spec/silence/until WindowInvalid");
  }

  @Test
  void aPolicyWithoutATimelyExpiryIsRefused() {
    assertThat(reasons(spec(NOW, FROM, UNTIL))).containsExactly("Expired");
    assertThat(reasons(spec(NOW.plus(Duration.ofDays(401)), FROM, UNTIL))).containsExactly("ExpiryTooFar");
    assertThat(reasons(spec(NOW.plus(Duration.ofDays(400)), FROM, UNTIL))).isEmpty();
  }

  @Test
  void howLongAPolicyMayLiveIsASettingThatTheRefusalNames() {
    SuppressionPolicySpec spec = spec(NOW.plus(Duration.ofHours(37)), FROM, UNTIL);
    CompiledPolicies compiled = PolicyCompiler.compile(catalog(List.of(P4), List.of(policy("shop", "a", spec))),
        LastGoodPriorities.NONE, new PolicySurroundings(ApprovalSource.NONE, Duration.ofHours(36), NOW));
    assertThat(compiled.verdicts().getLast().problems()).singleElement().satisfies(problem -> {
      assertThat(problem.reason()).isEqualTo("ExpiryTooFar");
      assertThat(problem.message())
          .isEqualTo("A policy lives at most 1d12h from now (--max-lifetime): set an earlier time");
    });
  }

  @Test
  void sevenDaysBeforeAPolicyEndsADecisionIsAskedFor() {
    Verdict verdict = verdict(spec(NOW.plus(Duration.ofDays(7)), FROM, UNTIL));
    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.problems())
        .extracting(problem -> problem.path() + " " + problem.reason() + " " + problem.message())
        .containsExactly("/spec/expires Expiring The policy ends at 2026-11-28T12:00:00Z: set a later expires if it is"
            + " still needed, else let it end");
    assertThat(reasons(spec(NOW.plus(Duration.ofDays(7)).plusSeconds(1), FROM, UNTIL))).isEmpty();
  }

  @Test
  void aReferenceMayBeAsLongAsTheSchemaSays() {
    for (int length : List.of(2048, 2049)) {
      SuppressionPolicySpec spec = new SuppressionPolicySpec(Mode.Enforce, "r", "x".repeat(length), EXPIRES, MATCH,
          new Silence(FROM, UNTIL));
      assertThat(reasons(spec)).isEqualTo(length == 2048 ? List.of() : List.of("ReferenceInvalid"));
    }
  }

  @Test
  void aSilenceNeverOutlivesItsPolicy() {
    Instant expires = NOW.plusSeconds(60);
    CompiledPolicies compiled = compile(catalog(List.of(P4), List.of(policy("shop", "a", spec(expires, FROM, UNTIL)))));
    assertThat(compiled.policies()).singleElement().satisfies(one -> {
      assertThat(one.timing()).isEqualTo(new Timing.Once(FROM, expires));
      assertThat(one.reference()).isEqualTo("OPS-1");
    });
    assertThat(reasons(spec(expires, UNTIL, EXPIRES))).containsExactly("WindowInvalid");
  }

  @Test
  void aPolicyHasExactlyOneForm() {
    Schedule nights = new Schedule("UTC", List.of(new Window(List.of("mon-sun"), null, "01:00", "02:00")), null);
    assertThat(reasons(form(null, null))).containsExactly("FormInvalid");
    assertThat(reasons(form(new Silence(FROM, UNTIL), nights))).containsExactly("FormInvalid");
    assertThat(reasons(form(null, nights))).isEmpty();
  }

  @Test
  void aScheduleWithoutAWindowBeforeItExpiresIsAcceptedAndToldSo() {
    Verdict verdict = verdict(form(null,
        new Schedule("UTC", List.of(new Window(null, List.of("2020-01-01"), "01:00", "02:00")), null)));
    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.problems()).extracting("reason").containsExactly("NoWindow");
  }

  private static SuppressionPolicySpec form(Silence silence, Schedule schedule) {
    return new SuppressionPolicySpec(Mode.Enforce, "r", null, EXPIRES, MATCH, silence, schedule);
  }

  @Test
  void aSilenceThatIsOverIsAccepted() {
    assertThat(reasons(spec(EXPIRES, FROM.minusSeconds(9), FROM))).isEmpty();
  }

  @Test
  void tooManyMatchersOrSetsAreRefused() {
    List<String> matchers = IntStream.range(0, 33).mapToObj(at -> "a" + at + "=b").toList();
    assertThat(reasons(new SuppressionPolicySpec(Mode.Enforce, "r", null, EXPIRES, List.of(new Match(matchers)),
        new Silence(FROM, UNTIL)))).containsExactly("MatchInvalid");
    List<Match> sets = matchers.stream().map(matcher -> new Match(List.of(matcher))).toList();
    assertThat(reasons(new SuppressionPolicySpec(Mode.Enforce, "r", null, EXPIRES, sets, new Silence(FROM, UNTIL))))
        .containsExactly("MatchInvalid");
    assertThat(reasons(new SuppressionPolicySpec(Mode.Enforce, "r", null, EXPIRES, sets.subList(0, 17),
        new Silence(FROM, UNTIL)))).containsExactly("TooManySets");
  }

  @Test
  void aPolicyThatNamesAProtectedPriorityIsToldSo() {
    Verdict verdict = verdict(new SuppressionPolicySpec(Mode.Enforce, "r", null, EXPIRES,
        List.of(new Match(List.of("priority=~\"p1|p2|p4\""))), new Silence(FROM, UNTIL)));
    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.problems()).extracting(problem -> problem.reason() + " " + problem.message()).containsExactly(
        "NeedsApproval p2 needs an approval: start Shizuka with --approvals DIR, a folder that authors of policies cannot"
            + " write",
        "NamesProtected p1 is Forbidden: its alerts stay audible");
    assertThat(verdict(new SuppressionPolicySpec(Mode.Enforce, "r", null, EXPIRES,
        List.of(new Match(List.of("priority=\"p9\""))), new Silence(FROM, UNTIL))).problems())
        .extracting("reason").containsExactly("CoversNothing");
  }

  @Test
  void aPolicyWithoutANamespaceNeverBecomesAWideOne() {
    Declared<SuppressionPolicySpec> lost = PolicyObjects.declared(Kind.SUPPRESSION_POLICY, "", "a",
        spec(EXPIRES, FROM, UNTIL));
    CompiledPolicies compiled = compile(catalog(List.of(P4), List.of(lost)));
    assertThat(compiled.policies()).isEmpty();
    assertThat(compiled.verdicts().getLast().problems()).extracting("reason").containsExactly("NamespaceInvalid");
  }

  @Test
  void everyProblemOfAPriorityIsToldWithItsPlace() {
    AlertPrioritySpec bad = new AlertPrioritySpec(0, "", List.of(Map.of(), Map.of("1a", "x"), Map.of("priority", "")),
        new Response("soon", 101), null);
    Declared<AlertPrioritySpec> declared = PolicyObjects.declared(Kind.ALERT_PRIORITY, "", "P_1", bad);
    Verdict verdict = compile(catalog(List.of(declared), List.of())).verdicts().getFirst();
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.problems()).extracting(problem -> problem.path() + " " + problem.reason()).containsExactly(
        "/metadata/name NameInvalid", "/spec/assign/0 AssignInvalid", "/spec/assign/1/1a AssignInvalid",
        "/spec/assign/2/priority AssignInvalid", "/spec/rank RankInvalid", "/spec/response/objective ResponseInvalid",
        "/spec/response/within ResponseInvalid", "/spec/severity SeverityInvalid");
  }

  @Test
  void aRefusedPriorityCountsAsForbiddenWithItsLastGoodAssign() {
    Declared<AlertPrioritySpec> refused = priority("p4", 0, Suppression.Allowed);
    LastGoodPriorities lastGood = new LastGoodPriorities(
        Map.of("p4", new AlertPrioritySpec(4, "info", List.of(Map.of("severity", "info")), null, Suppression.Allowed)));
    Catalog catalog = catalog(List.of(P1, refused), List.of(policy("", "a", "job=batch")));
    CompiledPolicies compiled = PolicyCompiler.compile(catalog, lastGood, NOW);
    assertThat(compiled.frozen()).isFalse();
    assertThat(sets(compiled))
        .containsExactly(
            "{alertname!=\"ShizukaFlapping\",job=\"batch\",priority=\"\",severity!=\"critical\",severity!=\"info\"}");
    assertThat(compiled.priorities().of(Map.of("severity", "info"))).contains("p4");
    assertThat(LastGoodPriorities.of(compiled).specs()).containsEntry("p4", lastGood.specs().get("p4"));
  }

  @Test
  void aPriorityOfWhichNothingIsKnownFreezesAndClosesAllUnlabelledAlerts() {
    CompiledPolicies compiled = compile(
        catalog(List.of(P4), List.of(policy("", "a", "job=batch")), unreadable(Kind.ALERT_PRIORITY, "", "p1")));
    assertThat(compiled.frozen()).isTrue();
    assertThat(sets(compiled)).containsExactly("{alertname!=\"ShizukaFlapping\",job=\"batch\",priority=\"p4\"}");
    assertThat(compiled.verdicts()).extracting(Verdict::accepted).containsExactly(false, true, true);
  }

  @Test
  void aPriorityThatIsAlsoUnreadableElsewhereIsClosed() {
    CompiledPolicies compiled = compile(
        catalog(List.of(P4), List.of(policy("", "a", "job=batch")), unreadable(Kind.ALERT_PRIORITY, "", "p4")));
    assertThat(sets(compiled)).isEmpty();
    assertThat(compiled.verdicts()).filteredOn(verdict -> verdict.id().name().equals("p4")).singleElement()
        .matches(verdict -> !verdict.accepted());
  }

  @Test
  void anUnreadablePolicyIsToldAndOneThatWasReadBeforeStaysInForce() {
    CompiledPolicies compiled = compile(catalog(List.of(P4), List.of(policy("shop", "a", "job=batch")),
        unreadable(Kind.SUPPRESSION_POLICY, "shop", "a"), unreadable(Kind.SUPPRESSION_POLICY, "shop", "b")));
    assertThat(compiled.policies()).extracting(one -> one.id().name()).containsExactly("a");
    assertThat(compiled.verdicts()).filteredOn(verdict -> verdict.id().kind() == Kind.SUPPRESSION_POLICY)
        .extracting(Verdict::accepted).containsExactly(true, false);
    assertThat(compiled.verdicts()).extracting(Verdict::id).isSorted();
  }

  @Test
  void lastGoodPrioritiesAreReadBackAndUnreadableTextsAreUnknown() {
    LastGoodPriorities good = new LastGoodPriorities(Map.of("p1", P1.spec(), "p4", P4.spec()));
    assertThat(LastGoodPriorities.read(good.texts())).isEqualTo(good);
    assertThat(LastGoodPriorities.read(Map.of("p1", "{", "p2", "null", "p3", "{\"later\": 1}")).specs())
        .containsOnlyKeys("p3");
  }

  private static CompiledPolicies compile(Catalog catalog) {
    return PolicyCompiler.compile(catalog, LastGoodPriorities.NONE, NOW);
  }

  private static SuppressionPolicySpec spec(Instant expires, Instant from, Instant until) {
    return new SuppressionPolicySpec(Mode.Enforce, "r", "OPS-1", expires, MATCH, new Silence(from, until));
  }

  private static Verdict verdict(SuppressionPolicySpec spec) {
    return compile(catalog(List.of(P1, P2, P4), List.of(policy("shop", "a", spec)))).verdicts().getLast();
  }

  private static List<String> reasons(SuppressionPolicySpec spec) {
    return verdict(spec).problems().stream().map(problem -> problem.reason()).toList();
  }

  private static List<String> sets(CompiledPolicies compiled) {
    return compiled.policies().getFirst().sets().stream().map(MatcherSet::toString).toList();
  }
}
