package dev.shizuka.report.render;

import dev.shizuka.report.render.Document.Block;
import dev.shizuka.report.render.Document.Chart;
import dev.shizuka.report.render.Document.Column;
import dev.shizuka.report.render.Document.Definition;
import dev.shizuka.report.render.Document.Meter;
import dev.shizuka.report.render.Document.Paragraph;
import dev.shizuka.report.render.Document.Section;
import dev.shizuka.report.render.Document.Table;
import dev.shizuka.report.render.Document.Tile;
import dev.shizuka.report.render.Document.Tiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The report as GitHub's Markdown. Charts are left out: the tables hold what they show. */
final class MarkdownReport {
  private final StringBuilder text = new StringBuilder();
  private final Words words;

  private MarkdownReport(Words words) {
    this.words = words;
  }

  static String render(Document document, Words words) {
    MarkdownReport report = new MarkdownReport(words);
    report.line("# " + escaped(document.title()));
    document.facts().forEach(fact -> report.text.append("- ").append(escaped(fact.term())).append(": ")
        .append(escaped(fact.text())).append('\n'));
    report.text.append('\n');
    document.sections().forEach(report::section);
    report.text.append("---\n\n").append(escaped(document.footer())).append('\n');
    return report.text.toString();
  }

  private void section(Section section) {
    line("## " + escaped(section.title()));
    section.blocks().forEach(this::block);
    line("<details><summary>" + escaped(words.text("definitions")) + "</summary>");
    for (Definition definition : section.definitions()) {
      text.append("- **").append(escaped(definition.term())).append("** ").append(escaped(definition.text()))
          .append('\n');
    }
    text.append('\n');
    line("</details>");
  }

  private void block(Block block) {
    switch (block) {
      case Paragraph paragraph -> line(escaped(paragraph.text()));
      case Meter meter -> line(escaped(meter.text()));
      case Chart chart -> {
      }
      case Tiles tiles -> tiles(tiles);
      case Table table -> table(table);
    }
  }

  private void tiles(Tiles tiles) {
    row(List.of(words.text("figure"), words.text("value"), words.text("totals.change")));
    row(List.of("---", "---:", "---:"));
    for (Tile tile : tiles.tiles()) {
      row(List.of(escaped(tile.name()), escaped(tile.value()), escaped(tile.change())));
    }
    text.append('\n');
  }

  private void table(Table table) {
    line("### " + escaped(table.title()));
    if (table.rows().isEmpty()) {
      line(escaped(table.empty()));
      return;
    }
    row(table.columns().stream().map(column -> escaped(column.title())).toList());
    row(table.columns().stream().map(Column::number).map(number -> number ? "---:" : "---").toList());
    for (List<String> cells : table.rows()) {
      List<String> escaped = new ArrayList<>();
      cells.forEach(cell -> escaped.add(escaped(cell)));
      row(escaped);
    }
    text.append('\n');
  }

  private void row(List<String> cells) {
    text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private void line(String line) {
    text.append(line).append("\n\n");
  }

  /** What means something to Markdown or HTML, but for the underscore within a word, which means nothing. */
  static String escaped(String raw) {
    return raw.replaceAll("\\R", " ").replaceAll("([\\\\`*\\[\\]|#~])", "\\\\$1")
        .replaceAll("(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])", "\\\\_").replace("&", "&amp;").replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
