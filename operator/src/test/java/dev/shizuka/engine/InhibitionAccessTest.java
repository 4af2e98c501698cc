package dev.shizuka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Inhibition;
import dev.shizuka.api.MonitoringBackendSpec.InhibitionFile;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.alertmanager.ConfigurationFiles;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.ApprovalSource;
import dev.shizuka.ledger.Store;
import dev.shizuka.testbed.MapMemory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InhibitionAccessTest {
  @TempDir
  private Path directory;

  @Test
  void credentialsThatCannotBeReadAreToldOfInhibitionTooSoThatNobodyWaitsForIt() {
    try (Store store = Store.open(directory.resolve("store"));
        Engine engine = new Engine(new EngineSettings((backend, spec) -> {
          throw new BackendException("CredentialsMissing", true, "the Secret is not there");
        }, new MapMemory(), store.ledger(Duration.ofMinutes(2)), Optional.empty(), "one", Duration.ofSeconds(1),
            Duration.ofSeconds(3), Duration.ofMillis(300), false, Optional.empty(), Clock.systemUTC(),
            () -> ApprovalSource.NONE, Duration.ofDays(400), 1_000, ConfigurationFiles::of))) {
      Inhibition files = new Inhibition(null, new InhibitionFile(directory + "/base.yml", directory + "/out.yml"));
      engine.declare(new Catalog(List.of(), List.of(), List.of(), List.of(new Declared<>(
          new ResourceId(Kind.MONITORING_BACKEND, "", "main"), "", 0,
          new MonitoringBackendSpec(null, List.of(), false, null,
              new MonitoringBackendSpec.Alertmanager(List.of("http://127.0.0.1:9"), files), null, null),
          Origin.CLUSTER)), Map.of(), List.of()));
      assertThat(engine.results().inhibitions().get("main"))
          .extracting(sync -> sync.synced(), sync -> sync.reason())
          .containsExactly(false, "CredentialsMissing");
    }
  }
}
