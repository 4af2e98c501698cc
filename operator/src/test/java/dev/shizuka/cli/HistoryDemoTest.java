package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.cli.demo.history.History;
import dev.shizuka.cli.demo.history.HistoryReport;
import dev.shizuka.cli.demo.history.PastEpisode;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.Store;
import dev.shizuka.ledger.facts.MemoryFacts;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.render.NoiseReportText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shizuka demo --history}, and {@code shizuka report} on what it leaves. */
class HistoryDemoTest {
  @TempDir
  private static Path folder;
  private static final StringWriter SHOWN = new StringWriter();
  private static History history;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void makeTheYear() {
    history = History.of(2026, Instant.now());
    assertThat(run(SHOWN, new StringWriter(), "demo", "--history", "--data", data())).isZero();
  }

  private static String data() {
    return folder.resolve("data").toString();
  }

  private static int run(StringWriter out, StringWriter err, String... arguments) {
    return Shizuka.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private int report(String... arguments) {
    return run(out, err,
        Stream.concat(Stream.of("report", "--data", data()), Stream.of(arguments)).toArray(String[]::new));
  }

  private int declared(String name, String... more) {
    return report(Stream.concat(Stream.of(name, "--directory", data() + "/declared", "--at",
        history.year().until().toString()), Stream.of(more)).toArray(String[]::new));
  }

  /** That of {@code PlantedTruthsTest}, which holds it against what was planted. */
  private static NoiseFigures slow() {
    return HistoryReport.figures(history, new MemoryFacts(history.episodes().stream().map(PastEpisode::fact).toList(),
        history.zone(), history.year().until(), List.of(history.away())));
  }

  @Test
  void reportOnTheStoreIsWhatASlowCountOfThePlantedEpisodesGives() throws Exception {
    assertThat(declared("quarter", "--format", "json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json).isEqualTo(new ObjectMapper().readTree(NoiseReportText.json(slow())));
    JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(Path.of("../docs/noise-report.schema.json")));
    assertThat(schema.validate(json)).isEmpty();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void demoLeavesThePageAndSaysWhere() throws Exception {
    Path page = Path.of(data(), "noise-report.html");
    assertThat(SHOWN.toString()).contains(page.toString(), "StockFeedStale", "infra/nightly-batch");
    assertThat(Files.readString(page)).startsWith("<!doctype html>").contains("CacheMissRatioHigh");
  }

  @Test
  void markdownComesInBothLanguages() {
    assertThat(declared("quarter", "--language", "en")).isZero();
    assertThat(out.toString()).startsWith("# Noise report quarter").contains("Newly growing", "WrongContact");
    out.getBuffer().setLength(0);
    assertThat(declared("payments/quarter")).as("its own language").isZero();
    assertThat(out.toString()).startsWith("# ノイズレポート payments/quarter").doesNotContain("infra/");
  }

  @Test
  void countersKnowEveryEpisode() {
    try (Store store = Store.open(Path.of(data())); Ledger ledger = store.ledger(Duration.ofMinutes(2))) {
      assertThat(ledger.totals().stream().mapToLong(Ledger.Total::count).sum()).isEqualTo(history.episodes().size());
      assertThat(ledger.totals().stream().filter(total -> total.outcome() == Outcome.SUPPRESSED)
          .mapToLong(Ledger.Total::count).sum())
          .isEqualTo(history.truths().episodes(history.year(), Outcome.SUPPRESSED));
      assertThat(ledger.open()).isEmpty();
      assertThat(ledger.recent(20)).hasSize(20).isSortedAccordingTo(
          Comparator.comparing((Ledger.Episode episode) -> episode.closedAt().orElseThrow()).reversed());
      ResourceId batch = new ResourceId(Kind.SUPPRESSION_POLICY, "infra", "nightly-batch");
      assertThat(ledger.policyUses(Instant.now()).get(batch).ever().suppressed())
          .isEqualTo(history.truths().saved("infra/nightly-batch", history.year()).episodes());
    }
  }

  @Test
  void reportIsMadeBesideARunningShizuka() {
    try (Store store = Store.open(Path.of(data())); Ledger ledger = store.ledger(Duration.ofMinutes(2))) {
      assertThat(declared("quarter")).isZero();
      ledger.declared(List.of(), Instant.now());
      assertThat(store.installation(Optional.of("mine"))).as("and that one still writes").isEqualTo("mine");
    }
  }

  @Test
  void fileAloneIsEnough() throws Exception {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, """
        apiVersion: shizuka.dev/v1alpha1
        kind: ClusterNoiseReport
        metadata: {name: mine}
        spec: {window: {previous: Month}, timeZone: Asia/Tokyo}
        """);
    Path written = folder.resolve("mine.md");
    assertThat(report(file.toString(), "--at", history.year().until().toString(), "--output", written.toString()))
        .isZero();
    assertThat(Files.readString(written)).startsWith("# Noise report mine");
    assertThat(err.toString()).contains("without --directory");
    Files.writeString(file, Files.readString(file).replace("Tokyo", "Tokyoo"));
    assertThat(report(file.toString())).as("refused").isEqualTo(1);
    assertThat(err.toString()).contains("mine.yaml:4: ClusterNoiseReport mine: TimeZoneInvalid: ");
  }

  @Test
  void whatIsNotThereIsTwoAndASentence() {
    assertThat(declared("nobody")).isEqualTo(2);
    assertThat(err.toString()).contains("declares no report nobody: there are march, quarter, year, payments/quarter");
    assertThat(report("quarter")).isEqualTo(2);
    assertThat(err.toString()).contains("quarter is no file");
    assertThat(report("quarter", "--directory", data() + "/declared", "--at", "yesterday")).isEqualTo(2);
    assertThat(err.toString()).contains("--at yesterday is no time");
    assertThat(run(out, err, "report", "quarter", "--directory", data() + "/declared", "--data",
        folder.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no store " + folder.resolve("none"));
  }

  @Test
  void yearGoesIntoANewStoreOnly() {
    assertThat(run(out, err, "demo", "--history", "--data", data())).isEqualTo(2);
    assertThat(err.toString()).contains("holds episodes already");
  }
}
