package dev.shizuka.report.noise;

import dev.shizuka.ledger.facts.NoiseFacts.CoFiring;
import dev.shizuka.report.noise.AlertTotals.Alert;
import dev.shizuka.report.noise.AlertTotals.Row;
import dev.shizuka.report.noise.NoiseFigures.Candidate;
import dev.shizuka.report.noise.NoiseFigures.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Alerts that a policy, a better rule or a merge would spare people. */
final class Candidates {
  private static final int SHOWN = 20;
  private static final long LEAST_CALLS = 5;
  private static final long LEAST_EPISODES = 10;
  private static final double UNATTENDED = 0.8;
  private static final double FLAPPING = 0.5;
  private static final double BY_ITSELF = 0.5;
  private static final double TOGETHER = 0.9;

  private final Map<Alert, Row> rows;
  private final List<Candidate> found = new ArrayList<>();

  private Candidates(Map<Alert, Row> rows) {
    this.rows = rows;
  }

  /** By reason, then the most frequent first; at most 20 of each reason. */
  static List<Candidate> of(Map<Alert, Row> rows, List<CoFiring> pairs) {
    Candidates candidates = new Candidates(rows);
    rows.values().forEach(candidates::look);
    pairs.forEach(candidates::look);
    List<Candidate> shown = new ArrayList<>();
    for (Reason reason : Reason.values()) {
      candidates.found.stream().filter(candidate -> candidate.reason() == reason)
          .sorted(Comparator.comparingLong(Candidate::matching).reversed().thenComparing(Candidate::namespace)
              .thenComparing(Candidate::alertname).thenComparing(Candidate::with))
          .limit(SHOWN).forEach(shown::add);
    }
    return shown;
  }

  private void look(Row row) {
    long calls = row.actionable().episodes();
    if (calls >= LEAST_CALLS) {
      add(Reason.Unattended, row, "", row.actionable().unattended(), calls, UNATTENDED);
      add(Reason.EndsByItself, row, "", row.actionable().unattendedBriefly(), calls, BY_ITSELF);
    }
    if (row.all().episodes() >= LEAST_EPISODES) {
      add(Reason.Flapping, row, "", row.all().again(), row.all().episodes(), FLAPPING);
    }
  }

  private void look(CoFiring pair) {
    Row row = rows.get(new Alert(pair.namespace(), pair.alertname()));
    if (row != null && pair.calls() >= LEAST_CALLS) {
      add(Reason.Together, row, pair.other(), pair.together(), pair.calls(), TOGETHER);
    }
  }

  private void add(Reason reason, Row row, String with, long matching, long of, double least) {
    if (matching >= least * of) {
      found.add(new Candidate(reason, row.alert().namespace(), row.alert().alertname(), row.owner(), with, matching,
          of, (double) matching / of, row.all().handlingSeconds()));
    }
  }
}
