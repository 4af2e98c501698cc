package dev.shizuka.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.ledger.StoreAddress;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealKubernetes;
import dev.shizuka.testbed.RealPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file tree of the image, and the program started from it as a kubelet would start it. */
@Order(1)
class ImageIT {
  /** Ends at once where the cache does not fit, instead of starting slowly. */
  private static final String ONLY_FROM_THE_CACHE = "-XX:AOTMode=on";
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir
  private static Path directory;
  private static FileTree tree;
  private static RealKubernetes kubernetes;
  private static Container container;

  @BeforeAll
  static void build() throws Exception {
    tree = FileTree.build();
    kubernetes = RealKubernetes.start(directory.resolve("kubernetes"));
    kubernetes.installCrds();
    container = Container.of(directory, tree);
    // Certificates as data, for files of the host are not there.
    Files.writeString(container.volume().resolve("kubeconfig"),
        kubernetes.kubectl("config", "view", "--flatten", "--raw").text());
  }

  @AfterAll
  static void stop() {
    if (kubernetes != null) {
      kubernetes.close();
    }
  }

  @Test
  void itRunsFromAReadOnlyRootAsANumericUserThatMayDoNothing() throws Exception {
    try (Launcher program = operator("--data=/var/lib/shizuka")) {
      awaitWork(program);
      assertThat(Files.readAllLines(Path.of("/proc/" + program.pid() + "/status")))
          .anyMatch(line -> line.matches("Uid:(\\s+65532){4}")).anyMatch(line -> line.matches("Gid:(\\s+65532){4}"))
          .contains("Groups:\t ", "CapEff:\t0000000000000000", "NoNewPrivs:\t1");
      assertThat(Files.getAttribute(container.volume().resolve("shizuka.db"), "unix:uid")).isEqualTo(65532);
    }
  }

  @Test
  void itKeepsItsLedgerInPostgresql() throws Exception {
    try (RealPostgres postgres = RealPostgres.start(directory.resolve("postgres"))) {
      StoreAddress.Postgres database = postgres.database("ledger");
      Files.copy(postgres.passwordFile(), container.volume().resolve("password"));
      try (Launcher program = operator("--store=" + database.url(),
          "--store-password-file=/var/lib/shizuka/password")) {
        awaitWork(program);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC", "-XX:MaxRAMPercentage=5"})
  void itsCacheFitsWhateverTheMachineChooses(String option) throws Exception {
    assumeMounts();
    try (Launcher program = container.start(ONLY_FROM_THE_CACHE + " " + option, "version")) {
      assertThat(program.finish()).returns(0, Launcher.Finished::exitCode)
          .satisfies(finished -> assertThat(finished.output()).contains("\nshizuka "));
    }
  }

  @Test
  void itNeedsNothingButTheCLibrary() throws Exception {
    assertThat(tree.systemLibraries()).extracting(library -> library.getFileName().toString())
        .allMatch(name -> name.matches("(libc|libdl|libm|libpthread|librt)\\.so\\.\\d|ld-linux.*\\.so\\.\\d"));
  }

  @Test
  void itHasTheModulesThatTheProgramReaches() throws Exception {
    List<String> arguments = new ArrayList<>(
        List.of("--ignore-missing-deps", "--multi-release", "25", "-q", "--print-module-deps"));
    try (Stream<Path> files = tree.files()) {
      files.map(Path::toString).filter(file -> file.matches(".*/opt/shizuka/lib/[^/]+\\.jar")).forEach(arguments::add);
    }
    StringWriter reached = new StringWriter();
    ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(reached), new PrintWriter(reached),
        arguments.toArray(String[]::new));
    assertThat(FileTree.say(tree.runtime().resolve("bin/java").toString(), "--list-modules"))
        .contains(Arrays.stream(reached.toString().strip().split(",")).map(module -> module + "@").toList());
  }

  @Test
  void nobodyButRootMayWriteToIt() throws Exception {
    Set<PosixFilePermission> others = PosixFilePermissions.fromString("----w--w-");
    try (Stream<Path> files = tree.files()) {
      assertThat(files.filter(file -> !Files.isSymbolicLink(file))).allSatisfy(
          file -> assertThat(Files.getPosixFilePermissions(file)).doesNotContainAnyElementsOf(others));
    }
  }

  private static Launcher operator(String... store) throws Exception {
    assumeMounts();
    List<String> arguments = new ArrayList<>(List.of("operator", "--listen=127.0.0.1:0", "--namespace=default"));
    arguments.addAll(List.of(store));
    return container.start(ONLY_FROM_THE_CACHE, arguments.toArray(String[]::new));
  }

  private static void awaitWork(Launcher program) {
    await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
      assertThat(program.get("/readyz")).startsWith("ready");
      assertThat(program.get("/metrics")).contains("shizuka_store_writable 1");
    });
  }

  private static void assumeMounts() throws InterruptedException {
    assumeThat(Container.hindrance()).isEmpty();
  }
}
