package dev.shizuka.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.AlertRuleGroupStatus;
import dev.shizuka.api.Condition;
import dev.shizuka.api.MonitoringBackendStatus;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicyStatus;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.engine.Results;
import dev.shizuka.operator.StatusWrites.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StatusTest {
  private static final Instant NOW = Sample.NOW;

  private static Catalog catalog(AlertRuleGroupSpec group, SuppressionPolicySpec policy, boolean backend) {
    return new Catalog(List.of(Sample.declared(Sample.GROUP, group)), List.of(),
        List.of(Sample.declared(Sample.POLICY, policy)),
        backend ? List.of(Sample.declared(Sample.BACKEND, Sample.backend())) : List.of(), Map.of(), List.of());
  }

  private static SuppressionPolicySpec now(Mode mode) {
    return Sample.policy(mode, NOW.minusSeconds(60), NOW.plusSeconds(60));
  }

  private static AlertRuleGroupStatus group(AlertRuleGroupSpec spec, boolean backend, AlertRuleGroupStatus before,
      Instant at) {
    Board board = Board.first(Sample.results(catalog(spec, now(Mode.Observe), backend)));
    return RuleGroupReports.of(new Subject<>(Sample.GROUP, 1, spec, before), board, at).orElseThrow().status();
  }

  private static Report<SuppressionPolicyStatus> policy(SuppressionPolicySpec spec, Instant at) {
    Board board = Board.first(Sample.results(catalog(Sample.rules("A"), spec, true)));
    return PolicyReports.of(new Subject<>(Sample.POLICY, 1, spec, null), board, at).orElseThrow();
  }

  private static String said(List<Condition> conditions, String type) {
    return Conditions.find(conditions, type).map(found -> found.status() + " " + found.reason()).orElse("none");
  }

  @Test
  void aGroupWhoseRulesAllRunIsReady() {
    AlertRuleGroupStatus status = group(Sample.rules("A", "B"), true, null, NOW);
    assertThat(said(status.conditions(), "Ready")).isEqualTo("True Ready");
    assertThat(said(status.conditions(), "Degraded")).isEqualTo("False AsDeclared");
    assertThat(status.loaded()).isEqualTo("2/2");
    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.rules()).extracting(AlertRuleGroupStatus.RuleStatus::health).containsExactly("ok", "ok");
  }

  @Test
  void aGroupWithOneRefusedRuleIsNotReadyAndNamesIt() {
    AlertRuleGroupStatus status = group(Sample.rules("A", "BadB"), true, null, NOW);
    assertThat(said(status.conditions(), "Ready")).isEqualTo("False RulesRefused");
    assertThat(said(status.conditions(), "Synced")).isEqualTo("True Synced");
    assertThat(said(status.conditions(), "Degraded")).isEqualTo("True RulesRefused");
    assertThat(Conditions.find(status.conditions(), "Ready").orElseThrow().message())
        .contains("1 of 2 rules", "BadB", "no such function");
  }

  @Test
  void aGroupThatNoBackendTakesSaysSo() {
    AlertRuleGroupStatus status = group(Sample.rules("A"), false, null, NOW);
    assertThat(said(status.conditions(), "Synced")).isEqualTo("False NoBackend");
    assertThat(said(status.conditions(), "Accepted")).isEqualTo("Unknown NoBackend");
    assertThat(said(status.conditions(), "Ready")).isEqualTo("Unknown NoBackend");
  }

  @Test
  void transitionTimeMovesOnlyWhenStatusFlips() {
    AlertRuleGroupStatus first = group(Sample.rules("A"), true, null, NOW);
    AlertRuleGroupStatus same = group(Sample.rules("A"), true, first, NOW.plusSeconds(60));
    assertThat(same).isEqualTo(first);
    AlertRuleGroupStatus flipped = group(Sample.rules("BadA"), true, first, NOW.plusSeconds(60));
    assertThat(Conditions.find(flipped.conditions(), "Ready").orElseThrow().lastTransitionTime())
        .isEqualTo(NOW.plusSeconds(60));
    assertThat(Conditions.find(flipped.conditions(), "Synced").orElseThrow().lastTransitionTime()).isEqualTo(NOW);
  }

  @Test
  void nothingIsSaidOfAVersionThatWasNotCompiledYet() {
    Board board = Board.first(Sample.results(catalog(Sample.rules("A"), now(Mode.Observe), true)));
    assertThat(RuleGroupReports.of(new Subject<>(Sample.GROUP, 2, Sample.rules("A"), null), board, NOW)).isEmpty();
    assertThat(PolicyReports.of(new Subject<>(Sample.POLICY, 2, now(Mode.Enforce), null), board, NOW)).isEmpty();
  }

  @Test
  void stateOfAPolicyFollowsModeAndTime() {
    assertThat(policy(now(Mode.Observe), NOW).status().state()).isEqualTo("Observing");
    assertThat(policy(now(Mode.Enforce), NOW).status().state()).isEqualTo("Active");
    assertThat(policy(now(Mode.Enforce), NOW.minusSeconds(61)).status().state()).isEqualTo("Pending");
    assertThat(policy(now(Mode.Enforce), NOW.plusSeconds(60)).status().state()).isEqualTo("Ended");
  }

  @Test
  void aPolicyIsLookedAtAgainWhenItsTimeChangesIt() {
    assertThat(policy(now(Mode.Enforce), NOW.minusSeconds(90)).again()).contains(NOW.minusSeconds(60));
    assertThat(policy(now(Mode.Enforce), NOW).again()).contains(NOW.plusSeconds(60));
  }

  @Test
  void anEnforcingPolicyIsReadyOnceItsSilencesStand() {
    SuppressionPolicyStatus status = policy(now(Mode.Enforce), NOW).status();
    assertThat(said(status.conditions(), "Ready")).isEqualTo("True Ready");
    assertThat(status.bindings()).containsExactly(
        new SuppressionPolicyStatus.Binding("main", "id-1", NOW.plusSeconds(60).toString()));
  }

  @Test
  void aScheduleTellsItsWindowAndIsLookedAtAgainAtEachEdge() {
    Report<SuppressionPolicyStatus> running = policy(schedule("2026-11-21", "2026-11-23"), NOW);
    assertThat(running.status().state()).isEqualTo("Active");
    assertThat(running.status().window()).isEqualTo("2026-11-21 11:00 until 13:00 UTC");
    assertThat(running.again()).contains(Instant.parse("2026-11-21T13:00:00Z"));
    assertThat(running.status().bindings()).extracting(SuppressionPolicyStatus.Binding::until)
        .containsExactly("2026-11-21T13:00:00Z", "2026-11-23T13:00:00Z");
    assertThat(said(running.status().conditions(), "Ready")).isEqualTo("True Ready");
    Report<SuppressionPolicyStatus> between = policy(schedule("2026-11-21", "2026-11-23"), NOW.plusSeconds(3600));
    assertThat(between.status().state()).isEqualTo("Pending");
    assertThat(between.again()).contains(Instant.parse("2026-11-23T11:00:00Z"));
    Report<SuppressionPolicyStatus> over = policy(schedule("2026-11-21"), NOW.plusSeconds(3600));
    assertThat(over.status().state()).isEqualTo("Ended");
    assertThat(over.status().window()).isNull();
  }

  @Test
  void aScheduleWhoseNextWindowIsBeyondTheHorizonIsReadyWithoutSilences() {
    SuppressionPolicyStatus far = policy(schedule("2026-12-10"), NOW).status();
    assertThat(far.state()).isEqualTo("Pending");
    assertThat(far.bindings()).isEmpty();
    assertThat(said(far.conditions(), "Ready")).isEqualTo("True Ready");
  }

  private static SuppressionPolicySpec schedule(String... dates) {
    return new SuppressionPolicySpec(Mode.Enforce, "r", null, NOW.plus(Duration.ofDays(30)), List.of(), null,
        new SuppressionPolicySpec.Schedule("UTC",
            List.of(new SuppressionPolicySpec.Window(null, List.of(dates), "11:00", "13:00")), null));
  }

  @Test
  void driftOfOneSyncIsCountedOnce() {
    Results results = Sample.results(catalog(Sample.rules("A"), now(Mode.Observe), true));
    Board board = Board.first(results).next(results);
    MonitoringBackendStatus status = backend(board, null);
    assertThat(status.driftCorrected()).isZero();
    assertThat(status.rules()).isEqualTo("6/6");
    assertThat(status.replicas()).extracting(MonitoringBackendStatus.Replica::kind).containsExactly("Prometheus",
        "Alertmanager");
    assertThat(said(status.conditions(), "Ready")).isEqualTo("True Ready");
  }

  @Test
  void aSyncThatFoundABackendAsItWasIsNotWritten() {
    Board board = Board.first(Sample.results(catalog(Sample.rules("A"), now(Mode.Observe), true)));
    MonitoringBackendStatus first = backend(board, null);
    MonitoringBackendStatus old = first.withLastSync(NOW.minusSeconds(600));
    assertThat(first.lastSync()).isNotNull();
    assertThat(backend(board, old)).isEqualTo(old);
    MonitoringBackendStatus other = new MonitoringBackendStatus(old.conditions(), 1L, old.replicas(), "5/6", 0, 1, 0L,
        old.lastSync());
    assertThat(backend(board, other)).isEqualTo(first);
  }

  private static MonitoringBackendStatus backend(Board board, MonitoringBackendStatus before) {
    return BackendReports.of(new Subject<>(Sample.BACKEND, 1, Sample.backend(), before), board, NOW).orElseThrow()
        .status();
  }

  @Test
  void figuresAloneWaitFiveMinutes() {
    StatusWrites writes = new StatusWrites();
    UnaryOperator<String> withoutFigures = text -> text.replaceAll("[0-9]", "");
    assertThat(writes.decide("u", null, "a1", withoutFigures, NOW)).isEqualTo(new Decision.Write());
    assertThat(writes.decide("u", "a1", "a1", withoutFigures, NOW)).isEqualTo(new Decision.Skip());
    assertThat(writes.decide("u", "a1", "a2", withoutFigures, NOW.plusSeconds(100)))
        .isEqualTo(new Decision.Later(Duration.ofSeconds(200)));
    assertThat(writes.decide("u", "a1", "b2", withoutFigures, NOW.plusSeconds(100))).isEqualTo(new Decision.Write());
    assertThat(writes.decide("u", "b2", "b3", withoutFigures, NOW.plusSeconds(400))).isEqualTo(new Decision.Write());
  }

  @Test
  void aLoosenedPriorityIsToldAndATightenedOneIsNot() {
    var forbidden = Sample.priorityObject("p2", Suppression.Forbidden);
    var allowed = Sample.priorityObject("p2", Suppression.Allowed);
    assertThat(Notices.loosened(forbidden, allowed)).map(Notice::reason).isEqualTo(Optional.of("Loosened"));
    assertThat(Notices.loosened(allowed, forbidden)).isEmpty();
  }
}
