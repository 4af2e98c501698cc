package dev.shizuka.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code crds/} is generated from the records; {@code -Dcrds.update=true} rewrites it. */
class CrdTest {
  private static final Path CRDS = Path.of("../crds");
  private static final boolean UPDATE = Boolean.getBoolean("crds.update");
  @TempDir
  private static Path generated;

  @BeforeAll
  static void generate() throws IOException {
    new CRDGenerator()
        .customResourceClasses(AlertPriority.class, AlertRuleGroup.class, ClusterNoiseReport.class,
            ClusterSuppressionPolicy.class, MonitoringBackend.class, NoiseReport.class,
            SuppressionApproval.class, SuppressionPolicy.class)
        .withMinQuotes(true).withPostProcessor(new TidySchema()).withParallelGenerationEnabled(false)
        .inOutputDir(generated.toFile()).detailedGenerate();
    for (Path file : yaml(generated)) {
      Files.move(file, generated.resolve(file.getFileName().toString().replace("-v1.yml", ".yaml")));
    }
    // Kustomize takes this name too, and `kubectl apply -f crds/` passes a file without an ending by.
    Files.writeString(generated.resolve("Kustomization"), "resources:\n" + yaml(generated).stream()
        .map(file -> "- " + file.getFileName() + "\n").collect(Collectors.joining()));
  }

  @Test
  void crdsInTheRepositoryEqualTheCode() throws IOException {
    List<Path> files = manifests(generated);
    assertThat(files).hasSize(9);
    for (Path file : files) {
      Path kept = CRDS.resolve(file.getFileName());
      if (UPDATE) {
        Files.createDirectories(CRDS);
        Files.writeString(kept, Files.readString(file));
      }
      assertThat(kept).as("crds/%s is stale: run the test with -Dcrds.update=true", file.getFileName())
          .hasSameTextualContentAs(file);
    }
    assertThat(manifests(CRDS)).extracting(Path::getFileName)
        .containsExactlyElementsOf(files.stream().map(Path::getFileName).toList());
  }

  private static List<Path> manifests(Path directory) throws IOException {
    return Stream.concat(yaml(directory).stream(), Stream.of(directory.resolve("Kustomization"))).toList();
  }

  private static List<Path> yaml(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
    }
  }
}
