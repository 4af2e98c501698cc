package dev.shizuka.report.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import dev.shizuka.report.render.Document.Tone;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The report as one HTML file. Whatever comes from outside goes through {@link #text} or {@link #json}. */
final class HtmlReport {
  private static final JsonMapper JSON = new JsonMapper();

  private final Document document;
  private final Words words;

  private HtmlReport(Document document, Words words) {
    this.document = document;
    this.words = words;
  }

  static String render(Document document, Words words) {
    return new HtmlReport(document, words).html();
  }

  /** The policy holds even if something that should be escaped were not: nothing is fetched, nothing is sent. */
  private String html() {
    return """
        <!doctype html>
        <html lang="%s">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
        <title>%s</title>
        <link rel="icon" href="data:,">
        <style>
        %s</style>
        </head>
        <body>
        <header><h1>%s</h1>
        <dl class="facts">%s</dl>
        <nav>%s</nav></header>
        <main>
        %s</main>
        <footer>%s</footer>
        <script>%s</script>
        <script>
        %s</script>
        </body>
        </html>
        """.formatted(document.language(), text(document.title()), Assets.style(), text(document.title()),
        each(document.facts(), HtmlReport::fact), each(document.sections(), HtmlReport::link),
        each(document.sections(), this::section), text(document.footer()), Assets.charts(), Assets.script());
  }

  private static String fact(Definition fact) {
    return "<div><dt>" + text(fact.term()) + "</dt><dd>" + text(fact.text()) + "</dd></div>";
  }

  private static String link(Section section) {
    return "<a href=\"#" + text(section.id()) + "\">" + text(section.title()) + "</a>";
  }

  private String section(Section section) {
    return "<section id=\"" + text(section.id()) + "\"><h2>" + text(section.title()) + "</h2>\n"
        + each(section.blocks(), HtmlReport::block) + "<details class=\"definitions\"><summary>"
        + text(words.text("definitions")) + "</summary><dl>" + each(section.definitions(), HtmlReport::fact)
        + "</dl></details>\n</section>\n";
  }

  private static String block(Block block) {
    return switch (block) {
      case Paragraph paragraph -> "<p class=\"" + tone(paragraph.tone()) + "\">" + text(paragraph.text()) + "</p>\n";
      case Tiles tiles -> "<div class=\"tiles\">" + each(tiles.tiles(), HtmlReport::tile) + "</div>\n";
      case Meter meter -> meter(meter);
      case Chart chart -> chart(chart);
      case Table table -> table(table);
    };
  }

  private static String tile(Tile tile) {
    return "<details class=\"tile\"><summary><span class=\"name\">" + text(tile.name())
        + "</span><span class=\"value\">"
        + text(tile.value()) + "</span><span class=\"change " + tone(tile.tone()) + "\">" + text(tile.change())
        + "</span></summary><p>" + text(tile.definition()) + "</p></details>";
  }

  private static String meter(Meter meter) {
    double most = meter.most() <= 0 ? 1 : meter.most();
    return "<figure class=\"meter " + tone(meter.tone()) + "\"><div class=\"track\" aria-hidden=\"true\">"
        + "<div class=\"done\" style=\"width:" + percent(meter.value() / most) + "\"></div>"
        + "<div class=\"mark\" style=\"left:" + percent(meter.expected() / most) + "\"></div></div><figcaption>"
        + text(meter.text()) + "</figcaption></figure>\n";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", Math.clamp(share * 100, 0, 100));
  }

  private static String chart(Chart chart) {
    return "<figure class=\"chart\"><figcaption>" + text(chart.text())
        + "</figcaption><div><canvas role=\"img\" aria-label=\""
        + text(chart.text()) + "\" data-chart=\"" + text(chart.id())
        + "\"></canvas></div><script type=\"application/json\" id=\"chart-"
        + text(chart.id()) + "\">" + json(chart.data()) + "</script></figure>\n";
  }

  private static String table(Table table) {
    String title = "<h3>" + text(table.title()) + "</h3>";
    if (table.rows().isEmpty()) {
      return title + "<p class=\"nothing\">" + text(table.empty()) + "</p>\n";
    }
    return title + "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + text(table.title())
        + "\"><table><thead><tr>" + each(table.columns(), HtmlReport::head) + "</tr></thead><tbody>\n"
        + each(table.rows(), cells -> row(cells, table.columns())) + "</tbody></table></div>\n";
  }

  private static String head(Column column) {
    return "<th scope=\"col\"" + number(column) + ">" + text(column.title()) + "</th>";
  }

  private static String row(List<String> cells, List<Column> columns) {
    return IntStream.range(0, cells.size())
        .mapToObj(index -> "<td" + number(columns.get(index)) + ">" + text(cells.get(index)) + "</td>")
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }

  private static String number(Column column) {
    return column.number() ? " class=\"number\"" : "";
  }

  private static String tone(Tone tone) {
    return tone.name().toLowerCase(Locale.ROOT);
  }

  private static <T> String each(List<T> items, Function<T, String> write) {
    return items.stream().map(write).collect(Collectors.joining());
  }

  static String text(String raw) {
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'",
        "&#39;");
  }

  /** Within a script element nothing is unescaped, so nothing may end the element. */
  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
