package dev.shizuka.report.render;

import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseFigures.Growth;
import dev.shizuka.report.noise.NoiseFigures.RankedAlert;
import dev.shizuka.report.noise.NoiseFigures.Ranking;
import dev.shizuka.report.render.Document.Block;
import dev.shizuka.report.render.Document.Chart;
import dev.shizuka.report.render.Document.ChartData;
import dev.shizuka.report.render.Document.Definition;
import dev.shizuka.report.render.Document.Paragraph;
import dev.shizuka.report.render.Document.Section;
import dev.shizuka.report.render.Document.Series;
import dev.shizuka.report.render.Document.Table;
import dev.shizuka.report.render.Document.Tone;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Section 2: which alerts cost most, and which grew. */
final class RankingPart {
  private static final double HOUR = 3600;
  private static final double LEAST_SHOWN = 0.0001;

  private RankingPart() {}

  static Section of(NoiseFigures figures, Words words) {
    Ranking ranking = figures.ranking();
    List<Block> blocks = new ArrayList<>();
    if (!ranking.byHandling().isEmpty()) {
      blocks.add(new Paragraph(words.text("ranking.vital", words.number(ranking.vital()),
          words.number(ranking.alerts())), Tone.PLAIN));
      blocks.add(pareto(ranking.byHandling(), words));
    }
    blocks.add(table(words.text("ranking.byHandling"), ranking.byHandling(), words));
    blocks.add(table(words.text("ranking.byCalls"), ranking.byCalls(), words));
    blocks.add(growing(ranking.growing(), words));
    return new Section("ranking", words.text("ranking"),
        List.of(new Definition(words.text("figure.HandlingTime"), words.text("figure.HandlingTime.definition")),
            new Definition(words.text("ranking.cumulative"), words.text("ranking.cumulative.definition")),
            new Definition(words.text("growing"), words.text("growing.definition"))),
        blocks);
  }

  private static Chart pareto(List<RankedAlert> alerts, Words words) {
    ChartData data = new ChartData(
        alerts.stream().map(alert -> Columns.alert(alert.namespace(), alert.alertname())).toList(),
        List.of(new Series(words.text("figure.HandlingTime"), "actionable",
            alerts.stream().map(alert -> Math.round(alert.handlingSeconds() / HOUR * 100) / 100.0).toList())),
        new Series(words.text("ranking.cumulative"), "ink",
            alerts.stream().map(alert -> Math.round(alert.cumulativeShare() * 1000) / 10.0).toList()),
        false, words.text("trend.hours"), "%");
    return new Chart("pareto", words.text("ranking.chart"), data);
  }

  private static Table table(String title, List<RankedAlert> alerts, Words words) {
    return new Table(title,
        Columns.of(words, "alert", "owner", "#figure.HandlingTime", "#share", "#figure.Actionable", "#share",
            "#figure.Episodes", "#ranking.cumulative"),
        alerts.stream().map(alert -> row(alert, words)).toList(), words.text("ranking.none"));
  }

  private static List<String> row(RankedAlert alert, Words words) {
    return List.of(Columns.alert(alert.namespace(), alert.alertname()), words.name(alert.owner()),
        words.span(alert.handlingSeconds()), words.percent(alert.handlingShare()), words.number(alert.actionable()),
        words.percent(alert.callShare()), words.number(alert.episodes()), words.percent(alert.cumulativeShare()));
  }

  private static Table growing(List<Growth> growing, Words words) {
    return new Table(words.text("growing"),
        Columns.of(words, "alert", "owner", "#growing.now", "#growing.before", "#growing.expected", "#growing.ratio",
            "#growing.chance"),
        growing.stream().map(growth -> row(growth, words)).toList(), words.text("growing.none"));
  }

  private static List<String> row(Growth growth, Words words) {
    return List.of(Columns.alert(growth.namespace(), growth.alertname()), words.name(growth.owner()),
        words.number(growth.now()), words.number(growth.before()), decimal(growth.expected(), 1),
        growth.ratio() == null ? words.text("growing.new") : "×" + decimal(growth.ratio(), 1),
        growth.adjusted() < LEAST_SHOWN ? "< 0.0001" : decimal(growth.adjusted(), 4));
  }

  private static String decimal(double value, int digits) {
    NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
    format.setMaximumFractionDigits(digits);
    format.setMinimumFractionDigits(digits);
    return format.format(value);
  }
}
