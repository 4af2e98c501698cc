package dev.shizuka.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.api.NoiseReportSpec.Language;
import dev.shizuka.report.noise.NoiseFigures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in a real browser. Screenshots stay in {@code target/report}, for people. */
class HtmlReportIT {
  private static final Path SHOTS = Path.of("target/report");
  @TempDir
  private static Path folder;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Files.createDirectories(SHOTS);
    browser = new Browser(folder);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    browser.close();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void pageDrawsItsChartsWithoutAComplaintOrARequest(Language language) throws Exception {
    Path page = page(SampleReport.figures(), language);
    browser.media("screen", "light");
    browser.open(page, 1200, 900);
    charts(2);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).containsExactly(page.toUri().toString());
    assertThat(browser.evaluate("[...document.querySelectorAll('canvas')].every(canvas => { const pixels = canvas"
        + ".getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data; return pixels.some(p => p !== 0); })")
        .asBoolean()).as("something is drawn").isTrue();
    assertThat(browser.evaluate("document.documentElement.lang").asText()).isEqualTo(language.name());
    browser.screenshot(SHOTS.resolve("wide-" + language + ".png"));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void telephoneShowsItWithoutScrollingSideways(Language language) throws Exception {
    browser.media("screen", "dark");
    browser.open(page(SampleReport.figures(), language), 390, 844);
    charts(2);
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(390);
    assertThat(browser.evaluate("innerWidth").asInt()).isEqualTo(390);
    browser.screenshot(SHOTS.resolve("telephone-" + language + ".png"));
  }

  @Test
  void definitionIsOneClickAway() throws Exception {
    browser.media("screen", "light");
    browser.open(page(SampleReport.figures(), Language.en), 1200, 900);
    String visible = "document.querySelector('.tile p').checkVisibility()";
    assertThat(browser.evaluate(visible).asBoolean()).isFalse();
    browser.evaluate("document.querySelector('.tile summary').click()");
    assertThat(browser.evaluate(visible).asBoolean()).isTrue();
  }

  @Test
  void hostileNamesAreText() throws Exception {
    browser.media("screen", "light");
    browser.open(page(SampleReport.hostile(), Language.en), 390, 844);
    charts(2);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.evaluate("document.querySelectorAll('script').length").asInt()).isEqualTo(4);
    assertThat(browser.evaluate("document.querySelector('td').textContent").asText()).contains(SampleReport.HOSTILE);
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(390);
  }

  @Test
  void emptyReportIsAPageToo() throws Exception {
    browser.open(page(SampleReport.empty(), Language.ja), 390, 844);
    charts(1);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void printsOnPaper() throws Exception {
    browser.media("print", "dark");
    browser.open(page(SampleReport.figures(), Language.ja), 794, 1123);
    charts(2);
    assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(255, 255, 255)");
    browser.screenshot(SHOTS.resolve("paper.png"));
    byte[] pdf = browser.pdf();
    Files.write(SHOTS.resolve("paper.pdf"), pdf);
    assertThat(new String(pdf, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
  }

  private static void charts(int count) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(
        () -> assertThat(browser.evaluate("document.documentElement.dataset.charts").asText())
            .isEqualTo(String.valueOf(count)));
  }

  private static Path page(NoiseFigures figures, Language language) throws IOException {
    Path page = folder.resolve("report-" + language + ".html");
    Files.writeString(page, NoiseReportText.html(figures, language));
    return page;
  }
}
