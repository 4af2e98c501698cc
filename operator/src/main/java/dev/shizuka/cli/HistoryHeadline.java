package dev.shizuka.cli;

import dev.shizuka.cli.demo.history.History;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseFigures.Growth;
import dev.shizuka.report.noise.NoiseFigures.Headline;
import dev.shizuka.report.noise.NoiseFigures.PolicyEffect;
import dev.shizuka.report.noise.NoiseFigures.Total;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;

/** The few figures of the made-up year that stand in the terminal. */
final class HistoryHeadline {
  private static final double HOUR = 3600;
  private final History history;
  private final NoiseFigures figures;

  HistoryHeadline(History history, NoiseFigures figures) {
    this.history = history;
    this.figures = figures;
  }

  void print(PrintWriter out) {
    line(out,
        "A made-up year of 500 hosts and 40 services: %,d episodes, %s to %s. Its last quarter, against the one before:",
        history.episodes().size(), day(history.year().from()), day(history.year().until()));
    out.println();
    figures.totals().forEach(total -> headline(out, total));
    line(out, "  %-16s %,10d  %,d of them without a cause", "Misses", figures.objectives().missed(),
        figures.objectives().missedWithoutCause());
    out.println();
    figures.policies().stream().filter(policy -> policy.handlingSaved() != null).forEach(policy -> saved(out, policy));
    out.println();
    figures.ranking().growing().forEach(growth -> growing(out, growth));
  }

  private String day(Instant at) {
    return at.atZone(history.zone()).toLocalDate().toString();
  }

  private static void headline(PrintWriter out, Headline total) {
    boolean time = total.figure() == Total.HandlingTime;
    double unit = time ? HOUR : 1;
    Double change = total.changePercent();
    line(out, "  %-16s %,10.0f  before: %,.0f%s", time ? "Handling (h)" : total.figure().name(), total.value() / unit,
        total.before() / unit, change == null ? "" : String.format(Locale.ENGLISH, " (%+.0f %%)", change));
  }

  private static void saved(PrintWriter out, PolicyEffect policy) {
    NoiseFigures.Estimate hours = policy.handlingSaved();
    if (hours != null) {
      line(out, "  %-36s kept quiet %,6d episodes and saved %,.0f h (%,.0f to %,.0f)", policy.policy(),
          policy.suppressed(), hours.mean() / HOUR, hours.low() / HOUR, hours.high() / HOUR);
    }
  }

  private static void growing(PrintWriter out, Growth growth) {
    line(out, "  %-36s grew from %,d to %,d episodes", growth.namespace() + "/" + growth.alertname(), growth.before(),
        growth.now());
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ENGLISH, format, values));
  }
}
