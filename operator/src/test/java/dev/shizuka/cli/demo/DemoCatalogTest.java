package dev.shizuka.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCatalogTest {
  @TempDir
  private Path directory;

  @Test
  void theNightOfTheExamplesIsMovedToNow() throws Exception {
    Clock noonInTokyo = Clock.fixed(Instant.parse("2026-11-21T03:00:42Z"), ZoneOffset.UTC);
    DemoCatalog.write(Path.of("../examples"), directory,
        new DemoCatalog.Backend(URI.create("http://p"), URI.create("http://a"), directory), noonInTokyo);
    assertThat(Files.readString(directory.resolve("policies.yaml")))
        .contains("windows: [{days: [mon-sun], from: \"11:00\", until: \"10:00\"}]").doesNotContain("04:30");
  }
}
