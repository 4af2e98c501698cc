package dev.shizuka.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Inhibition;
import dev.shizuka.api.MonitoringBackendSpec.InhibitionFile;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.alertmanager.ConfigurationFiles;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.ApprovalSource;
import dev.shizuka.compile.InhibitionWorld;
import dev.shizuka.compile.PolicyObjects;
import dev.shizuka.ledger.Store;
import dev.shizuka.testbed.MapMemory;
import dev.shizuka.testbed.RealAlertmanager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inhibit rules from what is declared to the Alertmanager that runs with them. */
class InhibitionRunIT {
  private final InhibitionWorld world = InhibitionWorld.of(1, 2, 3, 4, 5);
  @TempDir
  private Path directory;

  @Test
  void rulesFollowWhatIsDeclaredAndEndWithTheBackendsInhibition() throws Exception {
    Path base = Files.writeString(directory.resolve("base.yml"), RealAlertmanager.PLAIN);
    Path output = directory.resolve("alertmanager.yml");
    try (RealAlertmanager alertmanager = RealAlertmanager.start(directory, RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
        Store store = Store.open(directory.resolve("store"));
        Engine engine = engine(store)) {
      Inhibition files = new Inhibition(null, new InhibitionFile(base.toString(), output.toString()));
      engine.declare(catalog(backend("main", alertmanager, files, false)));
      InhibitionSync sync = awaitSync(engine, "main");
      assertThat(sync.synced()).as(sync.message()).isTrue();
      assertThat(sync.inForce()).isNotEmpty();
      assertThat(output).content().contains("world=\\\"w");

      engine.declare(catalog(backend("main", alertmanager, files, true)));
      await().untilAsserted(() -> assertThat(output).content().doesNotContain("world=").contains("__shizuka__"));
      engine.declare(catalog(backend("main", alertmanager, files, false)));
      await().untilAsserted(() -> assertThat(output).content().contains("world="));
      engine.declare(catalog(backend("main", alertmanager, null, false)));
      await().untilAsserted(() -> assertThat(output).hasContent(RealAlertmanager.PLAIN));
      assertThat(engine.results().inhibitions()).isEmpty();
    }
  }

  private static InhibitionSync awaitSync(Engine engine, String backend) {
    return await().until(() -> engine.results().inhibitions().get(backend), sync -> sync != null);
  }

  private static Engine engine(Store store) {
    return new Engine(new EngineSettings((backend, spec) -> Access.OPEN, new MapMemory(),
        store.ledger(Duration.ofMinutes(2)), Optional.empty(), "one", Duration.ofSeconds(1), Duration.ofSeconds(3),
        Duration.ofMillis(500), false, Optional.empty(), Clock.fixed(PolicyObjects.NOW, ZoneOffset.UTC),
        () -> ApprovalSource.NONE, Duration.ofDays(400), 1_000, ConfigurationFiles::of));
  }

  private static Declared<MonitoringBackendSpec> backend(String name, RealAlertmanager alertmanager,
      @Nullable Inhibition inhibition, boolean suspended) {
    return new Declared<>(new ResourceId(Kind.MONITORING_BACKEND, "", name), "", 0,
        new MonitoringBackendSpec(null, List.of(), suspended, null,
            new MonitoringBackendSpec.Alertmanager(List.of(alertmanager.url().toString()), inhibition), null, null),
        Origin.CLUSTER);
  }

  @SafeVarargs
  private final Catalog catalog(Declared<MonitoringBackendSpec>... backends) {
    return new Catalog(List.of(), world.catalog().priorities(), world.catalog().policies(), List.of(backends),
        Map.of(), List.of());
  }
}
