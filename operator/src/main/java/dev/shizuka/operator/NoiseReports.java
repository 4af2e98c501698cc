package dev.shizuka.operator;

import dev.shizuka.api.Condition;
import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.api.NoiseReportStatus.Delivery;
import dev.shizuka.catalog.Problem;
import dev.shizuka.compile.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of a report of either kind. */
final class NoiseReports {
  static final NoiseReportStatus NONE = new NoiseReportStatus(List.of(), null, null, null, null, null, null, null, null,
      null, null, null, null);

  private NoiseReports() {}

  /** Empty while the results are not about this version of the report. */
  static Optional<Report<NoiseReportStatus>> of(Subject<NoiseReportSpec, NoiseReportStatus> report, Board board,
      Instant now) {
    if (!board.knows(report)) {
      return Optional.empty();
    }
    Optional<Problem> unreadable = report.spec() == null ? board.unreadable(report.id()) : Optional.empty();
    Optional<Finding> accepted = unreadable.map(problem -> Finding.bad(problem.reason(), problem.message()))
        .or(() -> board.verdict(report.id()).filter(verdict -> verdict.generation() == report.generation())
            .map(NoiseReports::accepted));
    return accepted.map(finding -> {
      // After a start, until it is made anew, what stands there is the best that is known.
      Optional<NoiseReportStatus> made = board.report(report.id())
          .or(() -> Optional.ofNullable(report.status()).filter(old -> old.lastRun() != null))
          .filter(one -> finding.holds());
      List<Condition> before = report.status() == null ? List.of() : report.status().conditions();
      return Report.of(with(made.orElse(NONE),
          Conditions.of(before, report.generation(), now, finding, synced(made)), report.generation()));
    });
  }

  private static Finding accepted(Verdict verdict) {
    return verdict.accepted()
        ? Finding.good("Accepted", "The report is understood.")
        : Finding.bad(verdict.problems(), "The report is not made.");
  }

  private static Finding synced(Optional<NoiseReportStatus> made) {
    if (made.isEmpty()) {
      return Finding.unknown("NotMade", "The report was not made yet.");
    }
    Delivery last = made.get().lastDelivery();
    return last == null
        ? Finding.good("Made", "The report is made; no delivery was due yet.")
        : delivered(last);
  }

  private static Finding delivered(Delivery last) {
    String about = "The report of " + last.run() + ": " + last.message();
    return switch (last.result()) {
      case "Delivered" -> Finding.good("Delivered", "The last report was delivered.");
      case "Retrying" -> Finding.bad("DeliveryRetrying", about);
      case "Failed" -> Finding.bad("DeliveryFailed", about);
      default -> Finding.bad("DeliveryUnknown", about);
    };
  }

  /** That status with these conditions. */
  static NoiseReportStatus with(NoiseReportStatus status, List<Condition> conditions, @Nullable Long generation) {
    return new NoiseReportStatus(conditions, generation, status.episodes(), status.actionable(), status.suppressed(),
        status.unattended(), status.handlingTime(), status.trend(), status.attainment(), status.target(),
        status.lastRun(), status.nextRun(), status.lastDelivery());
  }

  /** Without what moves with the alerts and need not be written at once. */
  static NoiseReportStatus withoutFigures(NoiseReportStatus status) {
    return new NoiseReportStatus(status.conditions(), status.observedGeneration(), null, null, null, null, null, null,
        null, status.target(), null, status.nextRun(), status.lastDelivery());
  }
}
