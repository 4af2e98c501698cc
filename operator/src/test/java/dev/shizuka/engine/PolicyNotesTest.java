package dev.shizuka.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.Replica;
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
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import dev.shizuka.policy.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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

  private static InhibitionSync inhibition(String reason, Set<ResourceId> inForce, Map<ResourceId, String> failures) {
    return new InhibitionSync("main", NOW, Duration.ZERO, reason.equals("Synced"), reason, "words of " + reason,
        List.of(new Replica("http://a:9093", true, "0.31.1", "")), inForce, failures, 0);
  }

  private static Results results(Mode mode, Timing timing, PolicyUse use, Set<ResourceId> limited) {
    return results(mode, timing, use, limited, inhibition("Synced", Set.of(ID), Map.of()));
  }

  private static Results results(Mode mode, Timing timing, PolicyUse use, Set<ResourceId> limited,
      InhibitionSync inhibition) {
    CompiledPolicy policy = new CompiledPolicy(ID, "", mode, "", List.of(), timing, "");
    SilenceSync sync = new SilenceSync("main", NOW, Duration.ZERO, true, "Synced", "", List.of(), Map.of(), Map.of(),
        limited, 0, 0);
    return new Results(
        new Catalog(List.of(), List.of(), List.of(), List.of(backend("main", true), backend("other", false)), Map.of(),
            List.of()),
        new CompiledPolicies(List.of(policy), List.of(), new Priorities(Map.of()), false), List.of(), Map.of(),
        Map.of("main", sync), Map.of("main", inhibition), Map.of(ID, use), Map.of());
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
  void aPolicyWhoseWindowHasNotComeIsNotCalledUnused() {
    Timing tomorrow = new Timing.Once(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(2)));
    assertThat(reasons(tomorrow, use(99, Optional.empty()))).isEmpty();
    Timing since = new Timing.Once(NOW.minus(Duration.ofDays(31)), NOW.plus(Duration.ofDays(2)));
    assertThat(reasons(since, use(99, Optional.empty()))).containsExactly("Unused");
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

  @Test
  void whatWouldBeTooManyRulesIsLeasedAndSaysSo() {
    List<MatcherSet> sources = IntStream.range(0, 300)
        .mapToObj(index -> MatcherSet.of(List.of(new Matcher("job", Operation.EQUAL, "j" + index)))).toList();
    Timing many = new Timing.Leased(new Condition.Inhibit(sources, List.of(), sources.subList(0, 1), List.of(), true),
        EXPIRES);
    assertThat(notes(results(Mode.Enforce, many, use(1, Optional.empty()), Set.of()), Set.of()))
        .extracting(Problem::reason, problem -> problem.message().replaceAll("(?s).* in (\\w+), (\\w+) .*", "$1 $2"))
        .containsExactlyInAnyOrder(tuple("LeaseInstead", "main for"), tuple("LeaseInstead", "other where"));
  }

  @Test
  void rulesThatAreNotInForceAreNoNoteButATroubleThatSaysThatAlertsAreHeard() {
    assertThat(trouble(inhibition("Synced", Set.of(ID), Map.of()))).isEmpty();
    assertThat(trouble(inhibition("ForeignConfiguration", Set.of(ID), Map.of()))).isEmpty();
    assertThat(trouble(inhibition("ForeignOutput", Set.of(), Map.of()))).hasValueSatisfying(trouble -> {
      assertThat(trouble.reason()).isEqualTo("ForeignOutput");
      assertThat(trouble.message())
          .isEqualTo("words of ForeignOutput. Its alerts are heard until that is mended");
    });
    assertThat(trouble(inhibition("InhibitionRefused", Set.of(), Map.of(ID, "bad regex")))).hasValueSatisfying(
        trouble -> assertThat(trouble.message())
            .contains("main refuses its inhibit_rules: bad regex. Its alerts are heard"));
    assertThat(trouble(inhibition("Arriving", Set.of(), Map.of()))).map(Problem::reason).hasValue("NotYet");
  }

  private static Optional<Problem> trouble(InhibitionSync sync) {
    Results results = results(Mode.Enforce, NATIVE, use(1, Optional.empty()), Set.of(), sync);
    List<String> reasons = notes(results, Set.of()).stream().map(Problem::reason).toList();
    Optional<Problem> trouble = new NativeInhibition(results)
        .trouble(results.policies().policies().getFirst(), results.catalog().backends().getFirst());
    assertThat(reasons.contains("Native")).isEqualTo(trouble.isEmpty());
    return trouble;
  }
}
