package dev.shizuka.report.render;

import dev.shizuka.api.NoiseReportSpec.Language;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseFigures.Attainment;
import dev.shizuka.report.noise.NoiseFigures.Headline;
import dev.shizuka.report.noise.NoiseFigures.Progress;
import dev.shizuka.report.noise.NoiseFigures.Total;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report's headline as {@code kubectl get} shows it: in English, whatever the report is written in. */
final class StatusText {
  private static final Words WORDS = new Words(Language.en, ZoneOffset.UTC);

  private StatusText() {}

  /** Without conditions, generation, next run and delivery: these are no figures. */
  static NoiseReportStatus of(NoiseFigures figures) {
    Headline handling = headline(figures, Total.HandlingTime);
    String trend = WORDS.change(handling.changePercent());
    return new NoiseReportStatus(List.of(), null, headline(figures, Total.Episodes).value(),
        headline(figures, Total.Actionable).value(), headline(figures, Total.Suppressed).value(),
        headline(figures, Total.Unattended).value(), WORDS.span(handling.value()), trend.isEmpty() ? null : trend,
        attainment(figures.objectives().byPriority()), target(figures.target()),
        figures.header().madeAt().toString(), null, null);
  }

  private static Headline headline(NoiseFigures figures, Total total) {
    return figures.totals().get(total.ordinal());
  }

  private static @Nullable String attainment(List<Attainment> priorities) {
    long met = priorities.stream().mapToLong(Attainment::met).sum();
    long decided = met + priorities.stream().mapToLong(Attainment::missed).sum();
    return decided == 0 ? null : WORDS.percent((double) met / decided);
  }

  private static @Nullable String target(@Nullable Progress progress) {
    if (progress == null) {
      return null;
    }
    return progress.onTrack() ? "OnTrack" : "Behind";
  }
}
