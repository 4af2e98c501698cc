package dev.shizuka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Priorities;
import dev.shizuka.ledger.PolicyUse;
import dev.shizuka.ledger.PolicyUse.Counts;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyNotesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant EXPIRES = NOW.plus(Duration.ofDays(90));
  private static final ResourceId ID = new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "nightly");
  private static final Timing HOLD = new Timing.Leased(new Condition.Hold(Duration.ofMinutes(10)), EXPIRES);
  private static final Timing NATIVE = new Timing.Leased(
      new Condition.Inhibit(List.of(), List.of(), List.of(), List.of("node"), true), EXPIRES);

  private static PolicyUse use(long knownDays, Optional<Long> matchedDays) {
    return new PolicyUse(NOW.minus(Duration.ofDays(knownDays)),
        matchedDays.map(days -> NOW.minus(Duration.ofDays(days))),
        0, Counts.NONE, Counts.NONE, Counts.NONE);
  }

  private static Declared<MonitoringBackendSpec> backend(String name, boolean inhibition) {
    var files = new MonitoringBackendSpec.Inhibition(null, new MonitoringBackendSpec.InhibitionFile("/base", "/out"));
    return new Declared<>(new ResourceId(Kind.MONITORING_BACKEND, "", name), "", 0,
        new MonitoringBackendSpec(null, null, null, null,
            new MonitoringBackendSpec.Alertmanager(List.of("http://a:9093"), inhibition ? files : null), null, null),
        Origin.CLUSTER);
  }

  private static Results results(Mode mode, Timing timing, PolicyUse use, Set<ResourceId> limited) {
    CompiledPolicy policy = new CompiledPolicy(ID, "", mode, "", List.of(), timing, "");
    SilenceSync sync = new SilenceSync("main", NOW, Duration.ZERO, true, "Synced", "", List.of(), Map.of(), Map.of(),
        limited, 0, 0);
    return new Results(
        new Catalog(List.of(), List.of(), List.of(), List.of(backend("main", true), backend("other", false)), Map.of(),
            List.of()),
        new CompiledPolicies(List.of(policy), List.of(), new Priorities(Map.of()), false), List.of(), Map.of(),
        Map.of("main", sync), Map.of(), Map.of(ID, use), Map.of());
  }

  private static List<Problem> notes(Results results, Set<ResourceId> late) {
    return new PolicyNotes(results, late, NOW).noted().notes().getOrDefault(ID, List.of());
  }

  private static List<String> reasons(Timing timing, PolicyUse use) {
    return notes(results(Mode.Enforce, timing, use, Set.of()), Set.of()).stream().map(Problem::reason).toList();
  }

  @Test
  void aPolicyIsUnusedAfterThirtyDaysWithoutAMatchAndNoSooner() {
    assertThat(reasons(HOLD, use(29, Optional.empty()))).isEmpty();
    assertThat(reasons(HOLD, use(30, Optional.empty()))).containsExactly("Unused");
    assertThat(reasons(HOLD, use(99, Optional.of(29L)))).isEmpty();
    assertThat(reasons(HOLD, use(99, Optional.of(30L)))).containsExactly("Unused");
  }

  @Test
  void whatIsUnusedSaysSinceWhenSoThatTheSentenceStaysTheSame() {
    Results results = results(Mode.Observe, HOLD, use(99, Optional.of(40L)), Set.of());
    assertThat(notes(results, Set.of())).singleElement().extracting(Problem::message).asString()
        .startsWith("It has matched no alert since 2026-10-12T12:00:00Z: delete it");
    assertThat(new PolicyNotes(results, Set.of(), NOW.plusSeconds(60)).noted().notes())
        .isEqualTo(new PolicyNotes(results, Set.of(), NOW).noted().notes());
  }

  @Test
  void aPolicyWhoseTimeIsOverIsNotCalledUnused() {
    assertThat(reasons(new Timing.Once(NOW.minusSeconds(60), NOW), use(99, Optional.empty()))).isEmpty();
  }

  @Test
  void limitedAndLateSayWhatToDo() {
    List<Problem> notes = notes(results(Mode.Enforce, HOLD, use(1, Optional.empty()), Set.of(ID)), Set.of(ID));
    assertThat(notes).extracting(Problem::reason).containsExactly("Late", "Limited");
    assertThat(notes.getFirst().message()).contains("group_wait", "--poll");
    assertThat(notes.getLast().message()).contains("silences in main", "heard", "--max-silences");
  }

  @Test
  void nativeInhibitionSaysWhereItDoesNotEndByItself() {
    List<Problem> notes = notes(results(Mode.Enforce, NATIVE, use(1, Optional.empty()), Set.of()), Set.of());
    assertThat(notes).extracting(Problem::reason).containsExactly("LeaseInstead", "Native");
    assertThat(notes.getFirst().message()).contains("in other,");
    assertThat(notes.getLast().message()).contains("in main,", "ends only while Shizuka runs");
    assertThat(notes(results(Mode.Observe, NATIVE, use(1, Optional.empty()), Set.of()), Set.of())).isEmpty();
  }
}
