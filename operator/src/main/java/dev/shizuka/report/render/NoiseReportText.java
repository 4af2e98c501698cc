package dev.shizuka.report.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.shizuka.api.NoiseReportSpec.Language;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.report.noise.NoiseFigures;
import java.time.ZoneId;

/** A report as text, in each form that {@code shizuka report --format} knows. */
public final class NoiseReportText {
  private static final JsonMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule())
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
      .enable(SerializationFeature.INDENT_OUTPUT).build();

  private NoiseReportText() {}

  /** One file that needs nothing else: for browsers, printers and telephones. */
  public static String html(NoiseFigures figures, Language language) {
    Words words = words(figures, language);
    return HtmlReport.render(Document.of(figures, words), words);
  }

  public static String markdown(NoiseFigures figures, Language language) {
    Words words = words(figures, language);
    return MarkdownReport.render(Document.of(figures, words), words);
  }

  /** As {@code docs/noise-report.schema.json} says; the same in every language. */
  public static String json(NoiseFigures figures) {
    try {
      return JSON.writeValueAsString(figures) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What goes to an incoming webhook of Slack or its like: a JSON object with one {@code text} of a few lines. */
  public static String slack(NoiseFigures figures, Language language) {
    return SlackReport.render(figures, words(figures, language));
  }

  /** The headline for {@code status}; conditions, generation, next run and delivery are left to whoever writes it. */
  public static NoiseReportStatus status(NoiseFigures figures) {
    return StatusText.of(figures);
  }

  private static Words words(NoiseFigures figures, Language language) {
    return new Words(language, ZoneId.of(figures.header().timeZone()));
  }
}
