package dev.shizuka.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.backend.alertmanager.ConfigurationFiles;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Memory;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.catalog.Unreadable;
import dev.shizuka.compile.ApprovalSource;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Store;
import dev.shizuka.testbed.MapMemory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  private static final Declared<AlertPrioritySpec> OPEN = declared(Kind.ALERT_PRIORITY, "", "p4",
      new AlertPrioritySpec(4, "info", List.of(), null, Suppression.Allowed));

  @TempDir
  Path directory;
  private final MapMemory memory = new MapMemory();
  private final List<Engine> engines = new ArrayList<>();
  private SmallAlertmanager alertmanager;
  private Store store;
  private Ledger ledger;
  private volatile Access.Source access = (backend, spec) -> Access.OPEN;

  @BeforeEach
  void start() throws Exception {
    alertmanager = new SmallAlertmanager();
    store = Store.open(directory);
    ledger = store.ledger(Duration.ofMinutes(2));
  }

  @AfterEach
  void stop() {
    alertmanager.close();
    engines.forEach(Engine::close);
    store.close();
  }

  private Engine engine(Memory remembering) {
    Engine engine = new Engine(new EngineSettings((backend, spec) -> access.of(backend, spec), remembering, ledger,
        Optional.empty(), "one", Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMillis(300), false,
        Optional.empty(), Clock.systemUTC(), () -> ApprovalSource.NONE, Duration.ofDays(400), 1_000,
        ConfigurationFiles::of));
    engines.add(engine);
    return engine;
  }

  private static <S> Declared<S> declared(Kind kind, String namespace, String name, S spec) {
    return new Declared<>(new ResourceId(kind, namespace, name), "", 0, spec, Origin.CLUSTER);
  }

  private Declared<MonitoringBackendSpec> backend(String name) {
    return backend(name, List.of(alertmanager.url()));
  }

  private static Declared<MonitoringBackendSpec> backend(String name, List<String> urls) {
    return declared(Kind.MONITORING_BACKEND, "", name, new MonitoringBackendSpec(null, List.of(), false, null,
        new MonitoringBackendSpec.Alertmanager(urls), null, null));
  }

  private static Declared<SuppressionPolicySpec> policy() {
    Instant now = Instant.now();
    return declared(Kind.SUPPRESSION_POLICY, "shop", "nightly", new SuppressionPolicySpec(Mode.Enforce, "noise", null,
        now.plus(Duration.ofDays(2)), List.of(new Match(List.of("alertname=\"A\""))),
        new SuppressionPolicySpec.Silence(now.minusSeconds(60), now.plus(Duration.ofDays(1)))));
  }

  @SafeVarargs
  private static Catalog catalog(List<Unreadable> unreadable, Declared<MonitoringBackendSpec>... backends) {
    return new Catalog(List.of(), List.of(OPEN), List.of(policy()), Arrays.asList(backends), Map.of(), unreadable);
  }

  private void awaitSilencesOf(String... backends) {
    await().untilAsserted(() -> assertThat(
        alertmanager.marks().stream().map(mark -> mark.split("/", -1)[1]).distinct().sorted().toList())
        .isEqualTo(List.of(backends)));
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aBackendThatCannotBeReadAnyMoreKeepsItsLoops() {
    Engine engine = engine(memory);
    engine.declare(catalog(List.of(), backend("main")));
    awaitSilencesOf("main");
    Unreadable broken = new Unreadable(Optional.of(backend("main").id()), Origin.CLUSTER,
        new Problem("/spec", "Unreadable", "no spec"));
    Catalog without = catalog(List.of(broken));
    engine.declare(new Catalog(List.of(), without.priorities(), List.of(), List.of(), Map.of(), List.of(broken)));
    awaitSilencesOf();
    engine.declare(without);
    awaitSilencesOf("main");
  }

  @Test
  void silencesOfABackendThatIsDeletedWhileASyncRunsEnd() throws Exception {
    Engine engine = engine(memory);
    alertmanager.holdWrites();
    engine.declare(catalog(List.of(), backend("main")));
    alertmanager.awaitHeld();
    engine.declare(catalog(List.of()));
    alertmanager.letGo();
    awaitSilencesOf();
    assertThat(engine.results().silences()).isEmpty();
  }

  @Test
  void silencesOfADeletedBackendEndThoughAnotherBackendStillUsesItsAlertmanager() {
    Engine engine = engine(memory);
    engine.declare(catalog(List.of(), backend("main"), backend("second")));
    awaitSilencesOf("main", "second");
    engine.declare(catalog(List.of(), backend("main")));
    awaitSilencesOf("main");
  }

  @Test
  void silencesEndWhereABackendUsedToSendThem() throws Exception {
    try (SmallAlertmanager other = new SmallAlertmanager()) {
      Engine engine = engine(memory);
      engine.declare(catalog(List.of(), backend("main"), backend("second")));
      awaitSilencesOf("main", "second");
      engine.declare(catalog(List.of(), backend("main"), backend("second", List.of(other.url()))));
      awaitSilencesOf("main");
      await().untilAsserted(() -> assertThat(other.marks()).isNotEmpty());
    }
  }

  @Test
  void silencesEndThoughTheBackendWentWhileShizukaWasDown() {
    Engine before = engine(memory);
    before.declare(catalog(List.of(), backend("main"), backend("second")));
    awaitSilencesOf("main", "second");
    before.close();
    engine(memory).declare(catalog(List.of(), backend("main")));
    awaitSilencesOf("main");
  }

  @Test
  void aBackendThatIsDeclaredAgainKeepsItsSilences() {
    Engine engine = engine(memory);
    engine.declare(catalog(List.of(), backend("main")));
    awaitSilencesOf("main");
    alertmanager.away(true);
    engine.declare(catalog(List.of()));
    engine.declare(catalog(List.of(), backend("main")));
    int ended = alertmanager.ended();
    alertmanager.away(false);
    await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(8))
        .untilAsserted(() -> assertThat(alertmanager.ended()).isEqualTo(ended));
  }

  @Test
  void aSecretThatCannotBeReadIsToldAndDoesNotStopWhatRuns() {
    Engine engine = engine(memory);
    engine.declare(catalog(List.of(), backend("main")));
    awaitSilencesOf("main");
    access = (backend, spec) -> {
      throw new BackendException("CredentialsMissing", true, "the API server is away");
    };
    engine.declare(new Catalog(List.of(), List.of(OPEN), List.of(), List.of(backend("main")), Map.of(), List.of()));
    awaitSilencesOf();
    await().untilAsserted(
        () -> assertThat(engine.results().silences().get("main").reason()).isEqualTo("CredentialsMissing"));
  }

  @Test
  void aTickBeforeAnythingIsDeclaredForgetsNothing() {
    engine(memory).declare(catalog(List.of()));
    Map<String, String> known = memory.recallAll("priorities");
    assertThat(known).containsOnlyKeys("p4");
    engine(memory).tick();
    assertThat(memory.recallAll("priorities")).isEqualTo(known);
  }

  @Test
  void aFullStoreDoesNotKeepAPolicyFromEnding() {
    Engine engine = engine(new FullMemory());
    engine.declare(catalog(List.of(), backend("main")));
    awaitSilencesOf("main");
    engine.declare(new Catalog(List.of(), List.of(OPEN), List.of(), List.of(backend("main")), Map.of(), List.of()));
    awaitSilencesOf();
  }

  @Test
  void aListenerThatFailsStopsNobodyElse() {
    Engine engine = engine(memory);
    List<Results> told = new ArrayList<>();
    engine.listen(results -> {
      throw new IllegalStateException("closed");
    });
    engine.listen(told::add);
    engine.declare(catalog(List.of()));
    assertThat(told).hasSize(1);
  }

  @Test
  void aBackendWhoseCredentialsCannotBeReadHoldsUpNobodyWhoHasNews() {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch following = new CountDownLatch(1);
    access = (backend, spec) -> {
      if (backend.name().equals("locked")) {
        following.countDown();
        throw new BackendException("SecretUnusable", true, "no such secret");
      }
      return Access.OPEN;
    };
    Engine engine = engine(memory);
    engine.listen(new Engine.Listener() {
      @Override
      public void changed(Results results) {}

      @Override
      public void synced(SilenceSync sync) {
        if (sync.backend().equals("main")) {
          told.countDown();
          awaitLatch(following);
        }
      }
    });
    engine.declare(catalog(List.of(), backend("main")));
    awaitLatch(told);
    assertThat(CompletableFuture.runAsync(() -> engine.declare(
        catalog(List.of(), backend("locked", List.of("http://127.0.0.1:1")), backend("main")))))
        .succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void whoeverWantsToHearEverythingIsNotHeldUpByAMistakeElsewhereInTheBackend() {
    Engine engine = engine(memory);
    engine.declare(catalog(List.of(), backend("main")));
    awaitSilencesOf("main");
    engine.declare(catalog(List.of(), declared(Kind.MONITORING_BACKEND, "", "main",
        new MonitoringBackendSpec(null, List.of(), true, null,
            new MonitoringBackendSpec.Alertmanager(List.of("not a url")), null, null))));
    awaitSilencesOf();
  }

  private static final class FullMemory implements Memory {
    @Override
    public Optional<String> recall(String topic, String key) {
      return Optional.empty();
    }

    @Override
    public Map<String, String> recallAll(String topic) {
      return Map.of();
    }

    @Override
    public void remember(String topic, Map<String, String> texts, Collection<String> forgotten) {
      throw new IllegalStateException("disk full");
    }
  }
}
