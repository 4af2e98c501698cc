package dev.shizuka.report.run;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Schedule;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.catalog.Unreadable;
import dev.shizuka.compile.CronSchedule;
import dev.shizuka.ledger.ReportDeliveries;
import dev.shizuka.ledger.ReportDeliveries.Taken;
import dev.shizuka.ledger.ReportDelivery;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes scheduled times as they come:
 *
 * <ol>
 * <li>A schedule counts from when it is seen first.
 * <li>Of several times that have come since the last look, as after an outage, the latest counts, once.
 * <li>A report that is refused for the moment keeps its place; one that is declared no longer loses it.
 * </ol>
 */
final class Schedules {
  private final ReportDeliveries deliveries;

  Schedules(ReportDeliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** @param accepted those of the catalog's reports that compile has accepted */
  void take(Catalog catalog, List<Declared<NoiseReportSpec>> accepted, Instant now) {
    Map<ResourceId, Taken> taken = deliveries.taken();
    Set<ResourceId> gone = new HashSet<>(taken.keySet());
    catalog.reports().stream().filter(report -> report.spec().schedule() != null).map(Declared::id)
        .forEach(gone::remove);
    catalog.unreadable().stream().map(Unreadable::id).flatMap(Optional::stream).forEach(gone::remove);
    if (!gone.isEmpty()) {
      deliveries.forget(gone);
    }
    accepted.forEach(report -> take(report, Optional.ofNullable(taken.get(report.id())), now));
  }

  private void take(Declared<NoiseReportSpec> report, Optional<Taken> before, Instant now) {
    Schedule schedule = report.spec().schedule();
    if (schedule == null) {
      return;
    }
    String text = schedule.cron() + " "
        + (schedule.timeZone() == null ? report.spec().timeZone() : schedule.timeZone());
    if (before.filter(known -> known.schedule().equals(text)).isEmpty()) {
      deliveries.take(report.id(), new Taken(text, now), List.of());
      return;
    }
    DueTime.latest(CronSchedule.of(report.spec()), before.get().until(), now)
        .ifPresent(due -> deliveries.take(report.id(), new Taken(text, due),
            Target.of(report.spec().delivery()).stream()
                .map(target -> ReportDelivery.taken(report.id(), due, target.name(), now)).toList()));
  }

  /** When a report comes next. */
  static Optional<Instant> next(Declared<NoiseReportSpec> report, Instant now) {
    return report.spec().schedule() == null ? Optional.empty() : CronSchedule.of(report.spec()).next(now);
  }
}
