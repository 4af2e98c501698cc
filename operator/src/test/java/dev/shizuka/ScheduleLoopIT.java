package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicySpec.Schedule;
import dev.shizuka.api.SuppressionPolicySpec.Window;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.backend.alertmanager.SilenceLoop;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.LastGoodPriorities;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.PolicyCompiler;
import dev.shizuka.compile.PolicyObjects;
import dev.shizuka.compile.SilenceCompiler;
import dev.shizuka.plan.SilencePlanner;
import dev.shizuka.plan.SilenceScope;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.RealAlertmanager;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Compile, plan and write as the engine wires them, with a clock that can be set ahead of Alertmanager's. */
@ParameterizedClass
@ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
class ScheduleLoopIT {
  private static final Instant BASE = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private static final MonitoringBackendSpec BACKEND = new MonitoringBackendSpec(null, List.of(), null, null,
      new MonitoringBackendSpec.Alertmanager(List.of("http://localhost:9093")), null, null);
  private static final Window RUNNING = window(-60, 600);
  private static final Window TOMORROW = window(24 * 60, 25 * 60);
  private static final Window BEYOND = window(97 * 60 + 30, 98 * 60 + 30);
  @Parameter
  String binary;
  @TempDir
  private Path directory;
  private final BlockingQueue<SilenceSync> results = new LinkedBlockingQueue<>();
  private RealAlertmanager alertmanager;
  private AlertmanagerApi people;
  private AlertmanagerCluster cluster;
  private SilenceLoop loop;
  private boolean started;
  private volatile Clock clock = Clock.systemUTC();
  private volatile Catalog catalog = Catalog.EMPTY;
  private volatile boolean frozen;

  @BeforeEach
  void start() throws Exception {
    alertmanager = RealAlertmanager.start(directory, binary, RealAlertmanager.PLAIN);
    people = new AlertmanagerApi(alertmanager.url());
    cluster = new AlertmanagerCluster(
        List.of(new Http("Alertmanager main", alertmanager.url(), Access.OPEN, Duration.ofSeconds(10))));
    Clock outer = new Clock() {
      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return clock.instant();
      }
    };
    loop = new SilenceLoop(new SilenceLoop.Settings("main", List.of("main"), cluster, "one", this::desired,
        (desired, observed, held, now) -> SilencePlanner.plan(desired, observed,
            new SilenceScope("one", Set.of("main"), held, now)),
        outer, Duration.ofHours(1), results::add));
  }

  @AfterEach
  void stop() {
    loop.close();
    cluster.close();
    alertmanager.close();
  }

  private SilenceLoop.Desired desired() {
    CompiledPolicies compiled = PolicyCompiler.compile(catalog, LastGoodPriorities.NONE, clock.instant());
    return new SilenceLoop.Desired(
        SilenceCompiler.compile(compiled, PolicyObjects.backend(BACKEND), catalog, "one", clock.instant()), frozen);
  }

  private SilenceSync sync(Window... windows) throws InterruptedException {
    SuppressionPolicySpec spec = new SuppressionPolicySpec(Mode.Enforce, "r", null, BASE.plus(Duration.ofDays(30)),
        List.of(new Match(List.of("priority=p4"))), null, new Schedule("UTC", List.of(windows), null));
    catalog = PolicyObjects.catalog(List.of(PolicyObjects.priority("p4", 4, Suppression.Allowed)),
        windows.length == 0 ? List.of() : List.of(PolicyObjects.policy("shop", "batch", spec)));
    results.clear();
    if (started) {
      loop.request();
    } else {
      loop.start();
      started = true;
    }
    SilenceSync result = results.poll(30, TimeUnit.SECONDS);
    assertThat(result).isNotNull();
    return result;
  }

  @Test
  void aRunningWindowIsLeftAloneByResyncsAndTheRollingHorizon() throws Exception {
    assertThat(sync(RUNNING, TOMORROW, BEYOND).synced()).isTrue();
    Map<String, JsonNode> first = byStart();
    assertThat(first).hasSize(2);
    assertThat(first.get(start(RUNNING)).at("/status/state").asText()).isEqualTo("active");
    assertThat(first.get(start(TOMORROW)).at("/status/state").asText()).isEqualTo("pending");
    assertThat(Instant.parse(first.get(start(TOMORROW)).path("endsAt").asText()))
        .isEqualTo(BASE.plus(Duration.ofHours(25)));

    assertThat(sync(RUNNING, TOMORROW, BEYOND).driftCorrected()).isZero();
    assertThat(byStart()).isEqualTo(first);

    clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(3));
    sync(RUNNING, TOMORROW, BEYOND);
    assertThat(byStart()).containsAllEntriesOf(first).containsOnlyKeys(start(RUNNING), start(TOMORROW), start(BEYOND));
  }

  @Test
  void anEditReplacesOnlyTheWindowsThatItChanges() throws Exception {
    sync(RUNNING, TOMORROW);
    Map<String, JsonNode> first = byStart();
    Window longer = window(24 * 60, 26 * 60);
    sync(RUNNING, longer);
    assertThat(byStart().get(start(RUNNING))).isEqualTo(first.get(start(RUNNING)));
    assertThat(byStart().get(start(longer)).path("id")).isEqualTo(first.get(start(TOMORROW)).path("id"));
    assertThat(people.silences()).hasSize(2);

    Window later = window(25 * 60, 26 * 60);
    sync(RUNNING, later);
    assertThat(byStart()).containsEntry(start(RUNNING), first.get(start(RUNNING))).containsOnlyKeys(start(RUNNING),
        start(later));

    Window touching = window(600, 660);
    sync(RUNNING, touching, later);
    assertThat(byStart().get(start(RUNNING)).path("id")).as("a window that grows at its end")
        .isEqualTo(first.get(start(RUNNING)).path("id"));
    assertThat(Instant.parse(byStart().get(start(RUNNING)).path("endsAt").asText()))
        .isEqualTo(BASE.plus(Duration.ofMinutes(660)));

    sync();
    assertThat(people.standing()).isEmpty();
  }

  @Test
  void whileFrozenNoWindowIsMadeAndThoseThatStandStay() throws Exception {
    sync(RUNNING);
    Map<String, JsonNode> first = byStart();
    frozen = true;
    assertThat(sync(RUNNING, TOMORROW).reason()).isEqualTo("Frozen");
    assertThat(byStart()).isEqualTo(first);
    frozen = false;
    sync(RUNNING, TOMORROW);
    assertThat(byStart()).containsAllEntriesOf(first).hasSize(2);
  }

  /** Our silences by the start of the window that their key names. */
  private Map<String, JsonNode> byStart() {
    Map<String, JsonNode> silences = new TreeMap<>();
    for (JsonNode silence : people.standing()) {
      silence.path("matchers").forEach(matcher -> {
        if (matcher.path("name").asText().equals(Mark.LABEL)) {
          String value = matcher.path("value").asText();
          silences.put(value.substring(value.lastIndexOf('-') + 1), silence);
        }
      });
    }
    return silences;
  }

  private static String start(Window window) {
    return (window.dates().getFirst() + "T" + window.from()).replaceAll("[-:]", "") + "00Z";
  }

  private static Window window(int fromMinutes, int untilMinutes) {
    LocalDateTime from = LocalDateTime.ofInstant(BASE.plusSeconds(60L * fromMinutes), ZoneOffset.UTC);
    LocalDateTime until = LocalDateTime.ofInstant(BASE.plusSeconds(60L * untilMinutes), ZoneOffset.UTC);
    return new Window(null, List.of(from.toLocalDate().toString()), from.toLocalTime().toString(),
        until.toLocalTime().toString());
  }
}
