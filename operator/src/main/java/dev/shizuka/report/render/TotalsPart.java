package dev.shizuka.report.render;

import dev.shizuka.api.NoiseReportSpec.Figure;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseFigures.Bar;
import dev.shizuka.report.noise.NoiseFigures.Headline;
import dev.shizuka.report.noise.NoiseFigures.Progress;
import dev.shizuka.report.noise.NoiseFigures.Total;
import dev.shizuka.report.noise.NoiseFigures.Trend;
import dev.shizuka.report.render.Document.Block;
import dev.shizuka.report.render.Document.Chart;
import dev.shizuka.report.render.Document.ChartData;
import dev.shizuka.report.render.Document.Definition;
import dev.shizuka.report.render.Document.Meter;
import dev.shizuka.report.render.Document.Section;
import dev.shizuka.report.render.Document.Series;
import dev.shizuka.report.render.Document.Tile;
import dev.shizuka.report.render.Document.Tiles;
import dev.shizuka.report.render.Document.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Section 1: totals, trend, target. */
final class TotalsPart {
  private static final double HOUR = 3600;

  private TotalsPart() {}

  static Section of(NoiseFigures figures, Words words) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Tiles(figures.totals().stream().map(headline -> tile(headline, words)).toList()));
    if (figures.target() != null) {
      blocks.add(meter(figures.target(), words));
    }
    blocks.add(trend(figures.trend(), words));
    return new Section("totals", words.text("totals"),
        List.of(new Definition(words.text("totals.sum"), words.text("totals.sum.definition")),
            new Definition(words.text("totals.change"), words.text("totals.change.definition")),
            new Definition(words.text("target"), words.text("target.definition"))),
        blocks);
  }

  private static Tile tile(Headline headline, Words words) {
    String key = "figure." + headline.figure();
    String change = headline.changePercent() == null
        ? words.text("totals.noneBefore")
        : words.text("totals.changed", words.change(headline.changePercent()),
            value(headline.figure() == Total.HandlingTime, headline.before(), words));
    return new Tile(words.text(key), value(headline.figure() == Total.HandlingTime, headline.value(), words), change,
        tone(headline), words.text(key + ".definition"));
  }

  private static String value(boolean time, double value, Words words) {
    return time ? words.span(value) : words.number(value);
  }

  /** More suppressed episodes are neither good nor bad; of what reaches people less is better. */
  private static Tone tone(Headline headline) {
    boolean judged = switch (headline.figure()) {
      case Actionable, Unattended, HandlingTime, NightCalls, Nights -> true;
      case Episodes, Suppressed, Brief, Unobserved, Open -> false;
    };
    Double change = headline.changePercent();
    if (!judged || change == null || Math.round(change) == 0) {
      return Tone.PLAIN;
    }
    return change < 0 ? Tone.GOOD : Tone.BAD;
  }

  private static Meter meter(Progress progress, Words words) {
    boolean time = progress.figure() == Figure.HandlingTime;
    String text = words.text(verdict(progress),
        words.text("figure." + progress.figure()), words.change((double) progress.percent()),
        value(time, progress.goal(), words), value(time, progress.expected(), words),
        value(time, progress.actual(), words), value(time, progress.projected(), words),
        words.percent(progress.elapsed()));
    double most = Math.max(Math.max(progress.goal(), progress.baseline()), progress.actual());
    return new Meter(text, progress.actual(), progress.expected(), most, progress.onTrack() ? Tone.GOOD : Tone.BAD);
  }

  /** Once the window is over, nothing is on its way any more. */
  private static String verdict(Progress progress) {
    boolean over = progress.elapsed() >= 1;
    return progress.onTrack() ? over ? "target.reached" : "target.onTrack" : over ? "target.missed" : "target.behind";
  }

  private static Chart trend(Trend trend, Words words) {
    List<Bar> bars = trend.bars();
    ChartData data = new ChartData(bars.stream().map(bar -> words.shortDay(bar.from())).toList(),
        List.of(series("figure.Actionable", "actionable", bars, Bar::actionable, words),
            series("figure.Suppressed", "suppressed", bars, Bar::suppressed, words),
            series("trend.other", "other", bars, Bar::other, words)),
        series("figure.HandlingTime", "ink", bars, bar -> bar.handlingSeconds() / HOUR, words), true,
        words.text("trend.episodes"), words.text("trend.hours"));
    return new Chart("trend", words.text(trend.days() == 1 ? "trend.days" : "trend.weeks"), data);
  }

  private static Series series(String key, String color, List<Bar> bars, ToDoubleFunction<Bar> value, Words words) {
    return new Series(words.text(key), color, bars.stream().map(bar -> rounded(value.applyAsDouble(bar))).toList());
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
