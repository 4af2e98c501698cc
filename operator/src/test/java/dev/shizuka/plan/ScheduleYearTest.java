package dev.shizuka.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicySpec.Schedule;
import dev.shizuka.api.SuppressionPolicySpec.Window;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.LastGoodPriorities;
import dev.shizuka.compile.PolicyCompiler;
import dev.shizuka.compile.PolicyObjects;
import dev.shizuka.compile.Silence;
import dev.shizuka.compile.SilenceCompiler;
import dev.shizuka.plan.ObservedSilence.State;
import dev.shizuka.policy.NaiveSchedule;
import dev.shizuka.policy.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A year by a simulated clock: from the YAML's words over compile and plan to what Alertmanager silences, minute by minute. */
class ScheduleYearTest {
  private static final int HOURS = 365 * 24;
  private static final int MINUTES = HOURS * 60;
  private static final MonitoringBackendSpec BACKEND = new MonitoringBackendSpec(null, List.of(), null, null,
      new MonitoringBackendSpec.Alertmanager(List.of("http://localhost:9093")), null, null);

  private Instant start;
  private Instant expires;
  private Catalog catalog;
  private CompiledPolicies compiled;
  private BitSet naive;
  private List<ObservedSilence> silences = new ArrayList<>();
  private final BitSet silenced = new BitSet();

  private void declare(String zone, Instant from) {
    start = from;
    expires = from.plus(Duration.ofDays(350)).plusSeconds(45_020);
    List<Window> windows = List.of(new Window(List.of("mon-fri"), null, "01:00", "04:30"),
        new Window(List.of("sat"), null, "22:15", "03:10"), new Window(List.of("sun"), null, "02:05", "02:25"),
        new Window(List.of("sun"), null, "03:10", "06:00"), new Window(List.of("fri"), null, "23:30", "24:00"),
        new Window(null, List.of(from.plus(Duration.ofDays(100)).toString().substring(0, 10)), "00:00", "24:00"));
    Schedule schedule = new Schedule(zone, windows,
        List.of(from.plus(Duration.ofDays(40)).toString().substring(0, 10)));
    catalog = PolicyObjects.catalog(List.of(PolicyObjects.priority("p4", 4, Suppression.Allowed)),
        List.of(PolicyObjects.policy("shop", "batch", new SuppressionPolicySpec(Mode.Enforce, "r", null, expires,
            List.of(new Match(List.of("priority=p4"))), null, schedule))));
    compile(from);
    naive = NaiveSchedule.minutes(((Timing.Recurring) compiled.policies().getFirst().timing()).schedule(), from,
        MINUTES);
    naive.clear((int) Duration.between(from, expires).toMinutes() + 1, MINUTES);
  }

  private void compile(Instant now) {
    compiled = PolicyCompiler.compile(catalog, LastGoodPriorities.NONE, now);
  }

  @ParameterizedTest
  @CsvSource({"Asia/Tokyo, 2026-01-01T00:00:00Z", "Europe/Berlin, 2026-01-01T00:00:00Z",
      "America/New_York, 2026-01-01T00:00:00Z", "Australia/Lord_Howe, 2026-01-01T00:00:00Z",
      "Pacific/Apia, 2011-07-01T00:00:00Z"})
  void everyMinuteIsSilencedOrNotAsTheNaiveDefinitionSays(String zone, Instant from) {
    declare(zone, from);
    for (int hour = 0; hour < HOURS; hour++) {
      live(hour, true);
    }
    BitSet wrong = (BitSet) silenced.clone();
    wrong.xor(naive);
    assertThat(wrong.stream().limit(10).mapToObj(at -> from.plusSeconds(60L * at))).isEmpty();
    assertThat(naive.cardinality()).isGreaterThan(60_000);
  }

  @ParameterizedTest
  @CsvSource({"Europe/Berlin, 2026-01-01T00:00:00Z", "Pacific/Apia, 2011-07-01T00:00:00Z"})
  void aWeekEndWithoutShizukaHasItsWindowsAndAMonthHasNone(String zone, Instant from) {
    declare(zone, from);
    IntPredicate weekEnd = day -> day % 7 >= 4;
    IntPredicate month = day -> day >= 200 && day < 230;
    for (int hour = 0; hour < HOURS; hour++) {
      int day = hour / 24;
      live(hour, !weekEnd.test(day) && !month.test(day));
    }
    int gone = 200 * 1440;
    BitSet expected = (BitSet) naive.clone();
    expected.clear(gone + 5 * 1440, 230 * 1440);
    BitSet extra = (BitSet) silenced.clone();
    extra.andNot(naive);
    assertThat(extra.isEmpty()).as("nothing beyond its windows").isTrue();
    assertThat(silenced.get(gone + 5 * 1440, 230 * 1440).isEmpty()).as("a month without it has none").isTrue();
    // After an absence of three days and after the month the first hour is asked for anew; all else is as if it had been there.
    BitSet missing = expected;
    missing.andNot(silenced);
    assertThat(missing.stream().filter(at -> at < gone + 3 * 1440 || at >= 231 * 1440).limit(5)).isEmpty();
  }

  /** One hour: a resync at its beginning and one in its middle, if Shizuka is there; then Alertmanager alone. */
  private void live(int hour, boolean there) {
    Instant now = start.plusSeconds(3600L * hour);
    if (there && hour % 24 == 0) {
      compile(now);
    }
    if (there) {
      resync(now);
      resync(now.plusSeconds(1800));
    }
    List<ObservedSilence> near = silences.stream().filter(silence -> silence.endsAt().isAfter(now)).toList();
    for (int minute = 0; minute < 60; minute++) {
      Instant at = now.plusSeconds(60L * minute);
      if (near.stream().anyMatch(silence -> active(silence, at))) {
        silenced.set(hour * 60 + minute);
      }
    }
  }

  private void resync(Instant now) {
    silences = new ArrayList<>(silences.stream().map(silence -> asOf(silence, now)).toList());
    SilenceScope scope = new SilenceScope("here", Set.of("main"), false, now);
    List<Silence> desired = SilenceCompiler.compile(compiled, PolicyObjects.backend(BACKEND), catalog, "here", now);
    List<SilenceChange> changes = SilencePlanner.plan(desired, silences, scope);
    assertThat(changes).as("no window that runs or waits is touched by a resync")
        .allMatch(SilenceChange.Create.class::isInstance);
    silences = new AlertmanagerModel(silences, now).apply(changes).observed();
    assertThat(SilencePlanner.plan(desired, silences, scope)).isEmpty();
    assertThat(desired).allMatch(silence -> !silence.endsAt().isAfter(expires));
  }

  private static boolean active(ObservedSilence silence, Instant at) {
    return !at.isBefore(silence.startsAt()) && at.isBefore(silence.endsAt());
  }

  private static ObservedSilence asOf(ObservedSilence silence, Instant now) {
    State state = !now.isBefore(silence.endsAt())
        ? State.EXPIRED
        : now.isBefore(silence.startsAt()) ? State.PENDING : State.ACTIVE;
    return new ObservedSilence(silence.id(), silence.matchers(), silence.startsAt(), silence.endsAt(), state,
        silence.createdBy(), silence.comment(), Optional.of(silence.mark().orElseThrow()));
  }
}
