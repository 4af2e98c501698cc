package dev.shizuka.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.DirectorySource;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.testbed.MapMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseReportCheckTest {
  private static final String GOOD = """
      apiVersion: shizuka.dev/v1alpha1
      kind: NoiseReport
      metadata: {name: monthly, namespace: shop}
      spec:
        window: {previous: Month}
        timeZone: Asia/Tokyo
        target: {percent: -20}
        schedule: {cron: "0 9 1 * *"}
        delivery: {slack: {urlFrom: {file: /etc/shizuka/slack}}, directory: {path: /srv/reports}}
      """;
  @TempDir
  private Path directory;

  @Test
  void goodReportIsAccepted() {
    assertThat(problems(GOOD)).isEmpty();
    assertThat(verdicts(GOOD)).allMatch(Verdict::accepted);
  }

  @Test
  void eachMistakeIsToldWhereItStands() {
    assertThat(problems(GOOD.replace("previous: Month", "previous: Month, last: 30d"))).containsExactly("/spec/window");
    assertThat(problems(GOOD.replace("previous: Month", "last: 1h"))).containsExactly("/spec/window/last");
    assertThat(problems(GOOD.replace("0 9 1 * *", "0 9 1 *"))).containsExactly("/spec/schedule/cron");
    assertThat(problems(GOOD.replace("-20", "-120"))).containsExactly("/spec/target/percent");
    assertThat(problems(GOOD.replace("Asia/Tokyo", "JST+9"))).containsExactly("/spec/timeZone");
    assertThat(problems(GOOD + "  scope: {namespaces: [infra]}\n")).containsExactly("/spec/scope/namespaces");
    assertThat(problems(GOOD + "  comparison: {from: \"2026-02-30\", until: \"2026-04-01\"}\n"))
        .containsExactly("/spec/comparison");
    assertThat(problems(GOOD + "  comparison: {length: 90d, from: \"2026-01-01\"}\n"))
        .containsExactly("/spec/comparison");
    assertThat(problems(GOOD.replaceAll("  delivery.*\n", ""))).containsExactly("/spec");
    assertThat(problems(GOOD.replace("file: /etc", "secretRef: {name: shop.slack}, file: /etc")))
        .containsExactly("/spec/delivery/slack/urlFrom");
  }

  @Test
  void namespacedReportCannotUseAnotherTeamsAddress() {
    String cluster = GOOD.replace(", directory: {path: /srv/reports}", "");
    assertThat(inCluster(cluster.replace("file: /etc/shizuka/slack", "secretRef: {name: monitoring-auth}")))
        .containsExactly("/spec/delivery/slack/urlFrom/secretRef/name");
    assertThat(inCluster(cluster.replace("file: /etc/shizuka/slack", "secretRef: {name: shop-a.slack}")))
        .containsExactly("/spec/delivery/slack/urlFrom/secretRef/name");
    assertThat(inCluster(cluster.replace("file: /etc/shizuka/slack", "secretRef: {name: shop.slack}"))).isEmpty();
  }

  @Test
  void objectsOfAClusterReachNoFile() {
    assertThat(inCluster(GOOD)).containsExactly("/spec/delivery/slack/urlFrom/file", "/spec/delivery/directory");
  }

  @Test
  void unreadableReportIsRefusedByName() {
    List<Verdict> verdicts = verdicts(GOOD.replace("percent: -20", "percent: \"a fifth\""));
    assertThat(verdicts).singleElement().satisfies(verdict -> {
      assertThat(verdict.accepted()).isFalse();
      assertThat(verdict.id().qualifiedName()).isEqualTo("shop/monthly");
      assertThat(verdict.problems()).extracting(Problem::reason).containsExactly("WrongType");
    });
  }

  private List<String> problems(String yaml) {
    return verdicts(yaml).stream().flatMap(verdict -> verdict.problems().stream()).map(Problem::path).toList();
  }

  private List<Verdict> verdicts(String yaml) {
    return NoiseReportCompiler.compile(read(yaml));
  }

  private List<String> inCluster(String yaml) {
    return read(yaml).reports().stream()
        .map(report -> new Declared<>(report.id(), "uid", 1, report.spec(), Origin.CLUSTER))
        .flatMap(report -> NoiseReportCheck.check(report).stream()).map(Problem::path).toList();
  }

  private Catalog read(String yaml) {
    try {
      Files.writeString(directory.resolve("report.yaml"), yaml);
    } catch (IOException full) {
      throw new java.io.UncheckedIOException(full);
    }
    AtomicReference<Catalog> read = new AtomicReference<>();
    try (DirectorySource source = new DirectorySource(directory,
        new DirectorySource.Settings(Duration.ofSeconds(1), false, new MapMemory()))) {
      source.start(read::set);
      await().until(() -> read.get() != null);
    }
    return read.get();
  }
}
