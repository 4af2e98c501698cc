package dev.shizuka.operator;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPriorityStatus;
import dev.shizuka.api.Condition;
import dev.shizuka.catalog.Problem;
import dev.shizuka.compile.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The status of an AlertPriority: nothing of it goes to a backend by itself, so it is Ready once it is accepted. */
final class PriorityReports {
  private PriorityReports() {}

  /** Empty while the results are not about this version of the priority. */
  static Optional<Report<AlertPriorityStatus>> of(Subject<AlertPrioritySpec, AlertPriorityStatus> priority, Board board,
      Instant now) {
    if (!board.knows(priority)) {
      return Optional.empty();
    }
    Optional<Problem> unreadable = priority.spec() == null ? board.unreadable(priority.id()) : Optional.empty();
    Optional<Finding> accepted = unreadable.map(problem -> Finding.bad(problem.reason(), problem.message()))
        .or(() -> board.verdict(priority.id()).filter(verdict -> verdict.generation() == priority.generation())
            .map(PriorityReports::accepted));
    List<Condition> before = priority.status() == null ? List.of() : priority.status().conditions();
    Finding synced = Finding.good("Synced", "Policies are compiled with what is known of it.");
    return accepted.map(finding -> Report.of(new AlertPriorityStatus(
        Conditions.of(before, priority.generation(), now, finding, synced), priority.generation())));
  }

  private static Finding accepted(Verdict verdict) {
    return verdict.accepted()
        ? Finding.good("Accepted", "The priority is in force.")
        : Finding.bad(verdict.problems(), "The priority is not in force.");
  }
}
