package dev.shizuka.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.shizuka.api.NoiseReportSpec.Language;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.report.noise.NoiseFigures;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NoiseReportTextTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/report");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final Path WORDS = Path.of("src/main/resources/dev/shizuka/report/render");

  @ParameterizedTest
  @EnumSource(Language.class)
  void markdownIsAsKept(Language language) throws IOException {
    Path kept = GOLDEN.resolve("quarter." + language + ".md");
    String markdown = NoiseReportText.markdown(SampleReport.figures(), language);
    if (UPDATE) {
      Files.createDirectories(GOLDEN);
      Files.writeString(kept, markdown);
    }
    assertThat(markdown).as("run with -Dgolden.update=true if that is meant").isEqualTo(Files.readString(kept));
  }

  @Test
  void jsonFitsItsSchema() throws IOException {
    JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(Path.of("../docs/noise-report.schema.json")));
    for (NoiseFigures figures : List.of(SampleReport.figures(), SampleReport.hostile(), SampleReport.empty())) {
      JsonNode json = new ObjectMapper().readTree(NoiseReportText.json(figures));
      assertThat(schema.validate(json)).isEmpty();
    }
    JsonNode strange = new ObjectMapper()
        .readTree(NoiseReportText.json(SampleReport.figures()).replace("\"episodes\"", "\"episode\""));
    assertThat(schema.validate(strange)).as("the schema is strict").isNotEmpty();
  }

  @Test
  void bothLanguagesSayTheSameThings() throws IOException {
    Properties english = words("en");
    Properties japanese = words("ja");
    assertThat(japanese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    assertThat(english.stringPropertyNames()).allSatisfy(key -> assertThat(places(japanese.getProperty(key))).as(key)
        .isEqualTo(places(english.getProperty(key))));
  }

  @Test
  void nothingFromOutsideBecomesMarkup() {
    for (Language language : Language.values()) {
      String html = NoiseReportText.html(SampleReport.hostile(), language);
      assertThat(html).doesNotContain("<script>alert").contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
          .contains("\\u003cscript\\u003ealert");
      String markdown = NoiseReportText.markdown(SampleReport.hostile(), language);
      assertThat(markdown).doesNotContain("<script>").doesNotContain("</script> |").contains("&lt;script&gt;")
          .contains("\\| \\`a\\` &amp; \"b\"");
    }
  }

  @Test
  void chatGetsAFewLines() throws IOException {
    String english = text(NoiseReportText.slack(SampleReport.figures(), Language.en));
    assertThat(english.lines()).hasSizeBetween(8, 16).startsWith("*Noise report quarter*")
        .anyMatch(line -> line.startsWith("• Actionable: "))
        .anyMatch(line -> line.startsWith("Behind. Target for Handling time"))
        .anyMatch(line -> line.startsWith("Newly growing: shop/QueueLagging "));
    assertThat(text(NoiseReportText.slack(SampleReport.figures(), Language.ja))).contains("対応時間", "目標に届いていません");
    assertThat(text(NoiseReportText.slack(SampleReport.hostile(), Language.en))).doesNotContain("<")
        .contains("&lt;script");
  }

  private static String text(String json) throws IOException {
    return new ObjectMapper().readTree(json).get("text").asText();
  }

  @Test
  void statusHasTheHeadline() {
    NoiseReportStatus status = NoiseReportText.status(SampleReport.figures());
    assertThat(status.episodes()).isEqualTo(status.actionable() + status.suppressed());
    assertThat(status.handlingTime()).matches("\\d+ h \\d+ min");
    assertThat(status.trend()).matches("\\+\\d+ %");
    assertThat(status.attainment()).matches("\\d+\\.\\d %");
    assertThat(status.target()).isEqualTo("Behind");
    assertThat(status.lastRun()).isEqualTo("2026-11-21T03:20:00Z");
    assertThat(NoiseReportText.status(SampleReport.empty()).trend()).isNull();
    assertThat(NoiseReportText.status(SampleReport.empty()).attainment()).isNull();
  }

  @Test
  void htmlNamesNoOtherPlace() {
    String html = NoiseReportText.html(SampleReport.figures(), Language.en);
    String own = html.replace(Assets.charts(), "");
    assertThat(own).doesNotContain("http://").doesNotContain("https://").doesNotContain("src=").contains("'none'");
    assertThat(html.length()).isLessThan(400_000);
  }

  @Test
  void emptyReportSaysSoInEachSection() {
    String markdown = NoiseReportText.markdown(SampleReport.empty(), Language.en);
    assertThat(markdown).contains("Nothing to rank in this window.", "No alert grew by more than chance explains.",
        "No objective was due in this window.", "None.").doesNotContain("NaN").doesNotContain("null");
  }

  @ParameterizedTest
  @CsvSource({"0,0 s,0秒", "59,59 s,59秒", "61,1 min,1分", "3599,1 h,1時間", "3660,1 h 1 min,1時間1分", "360000,100 h,100時間",
      "362000,101 h,101時間"})
  void spansOfTimeAreShort(long seconds, String english, String japanese) {
    assertThat(new Words(Language.en, ZoneId.of("UTC")).span(seconds)).isEqualTo(english);
    assertThat(new Words(Language.ja, ZoneId.of("UTC")).span(seconds)).isEqualTo(japanese);
  }

  private static Properties words(String language) throws IOException {
    Properties words = new Properties();
    words.load(new StringReader(Files.readString(WORDS.resolve("report_" + language + ".properties"))));
    return words;
  }

  private static Set<String> places(String pattern) {
    int count = new MessageFormat(pattern).getFormatsByArgumentIndex().length;
    return java.util.stream.IntStream.range(0, count).mapToObj(index -> "{" + index + "}").filter(pattern::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
