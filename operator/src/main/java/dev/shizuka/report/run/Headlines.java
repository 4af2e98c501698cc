package dev.shizuka.report.run;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.api.NoiseReportStatus.Delivery;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.ReportDelivery;
import dev.shizuka.ledger.ReportDelivery.State;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.render.NoiseReportText;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code status} shows of each report: figures of the last hour, the next run, the last delivery. */
final class Headlines {
  private static final Duration AGE = Duration.ofHours(1);
  private final Map<ResourceId, Headline> made = new HashMap<>();

  private record Headline(Declared<NoiseReportSpec> report, Instant at, NoiseReportStatus figures) {}

  /** Forgets those of reports that are not among these. */
  void keep(List<Declared<NoiseReportSpec>> reports) {
    made.keySet().retainAll(reports.stream().map(Declared::id).toList());
  }

  /**
   * The status without its conditions; empty while it could not be made.
   *
   * @param deliveries the newest of this report
   * @param make makes figures, where those at hand are too old or of another version of the report
   */
  Optional<NoiseReportStatus> of(Declared<NoiseReportSpec> report, List<ReportDelivery> deliveries, Instant now,
      Function<Instant, Optional<NoiseFigures>> make) {
    Instant run = deliveries.stream().map(ReportDelivery::due).max(Instant::compareTo).orElse(Instant.MIN);
    Headline at = made.get(report.id());
    boolean fresh = at != null && at.report().equals(report) && at.at().plus(AGE).isAfter(now) && !run.isAfter(at.at());
    if (!fresh) {
      make.apply(now).map(figures -> new Headline(report, now, NoiseReportText.status(figures)))
          .ifPresent(headline -> made.put(report.id(), headline));
    }
    return Optional.ofNullable(made.get(report.id())).map(headline -> status(headline, deliveries, now));
  }

  private static NoiseReportStatus status(Headline headline, List<ReportDelivery> deliveries, Instant now) {
    NoiseReportStatus figures = headline.figures();
    return new NoiseReportStatus(List.of(), null, figures.episodes(), figures.actionable(), figures.suppressed(),
        figures.unattended(), figures.handlingTime(), figures.trend(), figures.attainment(), figures.target(),
        figures.lastRun(), Schedules.next(headline.report(), now).map(Instant::toString).orElse(null),
        last(deliveries));
  }

  /** Of several targets the one that fared worst speaks. */
  private static @Nullable Delivery last(List<ReportDelivery> deliveries) {
    Optional<ReportDelivery> worst = deliveries.stream().max(Comparator.comparing(Headlines::harm));
    return worst.map(one -> new Delivery(one.due().toString(), one.changedAt().toString(), result(one.state()),
        one.state() == State.SENT ? null : one.target() + ": " + one.message())).orElse(null);
  }

  private static int harm(ReportDelivery delivery) {
    return switch (delivery.state()) {
      case SENT -> 0;
      case SENDING, PENDING -> 1;
      case UNKNOWN -> 2;
      case FAILED -> 3;
    };
  }

  private static String result(State state) {
    return switch (state) {
      case SENT -> "Delivered";
      case SENDING, PENDING -> "Retrying";
      case UNKNOWN -> "Unknown";
      case FAILED -> "Failed";
    };
  }
}
