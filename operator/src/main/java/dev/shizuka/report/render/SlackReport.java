package dev.shizuka.report.render;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseFigures.Growth;
import dev.shizuka.report.noise.NoiseFigures.RankedAlert;
import dev.shizuka.report.noise.NoiseFigures.Total;
import dev.shizuka.report.render.Document.Meter;
import dev.shizuka.report.render.Document.Section;
import dev.shizuka.report.render.Document.Tile;
import dev.shizuka.report.render.Document.Tiles;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The report in the few lines that a chat takes: what Slack's incoming webhooks, Mattermost and Rocket.Chat read as {@code text}. */
final class SlackReport {
  private static final Set<Total> SHOWN = EnumSet.of(Total.Actionable, Total.Suppressed, Total.Unattended,
      Total.HandlingTime, Total.NightCalls);
  private static final int ALERTS = 3;

  private final List<String> lines = new ArrayList<>();
  private final NoiseFigures figures;
  private final Words words;

  private SlackReport(NoiseFigures figures, Words words) {
    this.figures = figures;
    this.words = words;
  }

  /** A JSON object. */
  static String render(NoiseFigures figures, Words words) {
    SlackReport report = new SlackReport(figures, words);
    report.write();
    return JsonNodeFactory.instance.objectNode().put("text", String.join("\n", report.lines)).toString();
  }

  private void write() {
    Document document = Document.of(figures, words);
    lines.add("*" + escaped(document.title()) + "*");
    lines.add(escaped(document.facts().getFirst().text()));
    totals(document.sections().getFirst());
    if (figures.objectives().missed() > 0) {
      lines.add("• " + escaped(words.text("objectives.missed")) + ": " + words.number(figures.objectives().missed()));
    }
    if (figures.objectives().missedWithoutCause() > 0) {
      lines.add("• " + escaped(words.text("objectives.withoutCause",
          words.number(figures.objectives().missedWithoutCause()), words.number(figures.objectives().missed()))));
    }
    figures.ranking().byHandling().stream().limit(ALERTS).map(this::alert).forEach(lines::add);
    figures.ranking().growing().stream().limit(ALERTS).map(this::growing).forEach(lines::add);
  }

  private void totals(Section section) {
    List<Tile> tiles = section.blocks().stream().filter(Tiles.class::isInstance).map(Tiles.class::cast)
        .flatMap(block -> block.tiles().stream()).toList();
    for (Total total : SHOWN) {
      Tile tile = tiles.get(total.ordinal());
      lines.add("• " + escaped(tile.name() + ": " + tile.value() + ", " + tile.change()));
    }
    section.blocks().stream().filter(Meter.class::isInstance).map(Meter.class::cast)
        .forEach(meter -> lines.add(escaped(meter.text())));
  }

  private String alert(RankedAlert alert) {
    return escaped(words.text("ranking.byHandling") + ": " + Columns.alert(alert.namespace(), alert.alertname()) + " "
        + words.span(alert.handlingSeconds()) + " (" + words.percent(alert.handlingShare()) + ")");
  }

  private String growing(Growth growth) {
    return escaped(words.text("growing") + ": " + Columns.alert(growth.namespace(), growth.alertname()) + " "
        + words.number(growth.before()) + " → " + words.number(growth.now()));
  }

  /** Slack's own three; its marks for bold and the like are only looks. A line break would begin another line. */
  private static String escaped(String raw) {
    return raw.replaceAll("\\R", " ").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
