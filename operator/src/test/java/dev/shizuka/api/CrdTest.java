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

/** {@code crds/} is generated from the records, and so are their copies in the chart; {@code -Dcrds.update=true} rewrites both. */
class CrdTest {
  private static final Path CRDS = Path.of("../crds");
  /** Copies, for a package of the chart holds no links to what lies outside. */
  private static final Path OF_THE_CHART = Path.of("../helm/shizuka/files/crds");
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
    equal(files, CRDS);
    assertThat(manifests(CRDS)).extracting(Path::getFileName)
        .containsExactlyElementsOf(files.stream().map(Path::getFileName).toList());
  }

  @Test
  void crdsInTheChartEqualThoseOfTheRepository() throws IOException {
    List<Path> files = yaml(generated);
    equal(files, OF_THE_CHART);
    assertThat(yaml(OF_THE_CHART)).hasSameSizeAs(files);
  }

  private static void equal(List<Path> files, Path folder) throws IOException {
    for (Path file : files) {
      Path kept = folder.resolve(file.getFileName());
      if (UPDATE) {
        Files.createDirectories(folder);
        Files.writeString(kept, Files.readString(file));
      }
      assertThat(kept).as("%s is stale: run the test with -Dcrds.update=true", kept).hasSameTextualContentAs(file);
    }
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
