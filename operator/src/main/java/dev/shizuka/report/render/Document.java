package dev.shizuka.report.render;

import dev.shizuka.report.noise.NoiseFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report in words, whatever it is then written as. All texts are plain: whoever writes them escapes them.
 *
 * @param facts what it is about: a name and a text each
 */
record Document(String language, String title, List<Definition> facts, List<Section> sections, String footer) {
  /** What a term means, or what something is. */
  record Definition(String term, String text) {}

  /** @param definitions of the figures in it */
  record Section(String id, String title, List<Definition> definitions, List<Block> blocks) {}

  /** A part of a section. */
  sealed interface Block {}

  record Paragraph(String text, Tone tone) implements Block {}

  /** The figures one looks at first. */
  record Tiles(List<Tile> tiles) implements Block {}

  /** @param change against the comparison, empty where there is nothing to compare with */
  record Tile(String name, String value, String change, Tone tone, String definition) {}

  /** @param empty what stands there instead of a table without rows */
  record Table(String title, List<Column> columns, List<List<String>> rows, String empty) implements Block {}

  record Column(String title, boolean number) {}

  /** How far one is between nothing and {@code most}. */
  record Meter(String text, double value, double expected, double most, Tone tone) implements Block {}

  /** Drawn in HTML only; what it shows stands in {@code text} too. */
  record Chart(String id, String text, ChartData data) implements Block {}

  /** Bars, and perhaps a line with an axis of its own. */
  record ChartData(List<String> labels, List<Series> bars, @Nullable Series line, boolean stacked, String barAxis,
      String lineAxis) {}

  /** @param color name of a colour of the style sheet */
  record Series(String name, String color, List<Double> values) {}

  /** Whether it is good news. */
  enum Tone {
    PLAIN, GOOD, BAD
  }

  /** The report in words. */
  static Document of(NoiseFigures figures, Words words) {
    return new Document(words.language(), words.text("title", figures.header().report()), Heading.facts(figures, words),
        List.of(TotalsPart.of(figures, words), RankingPart.of(figures, words), ObjectivesPart.of(figures, words),
            PoliciesPart.of(figures, words), CandidatesPart.of(figures, words), ToilPart.of(figures, words)),
        words.text("footer", words.time(figures.header().madeAt())));
  }
}
