package dev.shizuka.ledger;

import dev.shizuka.ledger.ResponseTotals.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How people answer, ever, each list sorted by its labels. Counters never go down: an answer that is told late corrects reports, not these.
 *
 * @param answers by priority, of episodes that were answered
 * @param unexplained by priority, misses of days that are over and that nobody has given a cause for
 */
public record ResponseFigures(List<Answers> answers, List<Judged> objectives, List<Handled> handling,
    Map<String, Long> unexplained) {
  /**
   * Time from call to answer.
   *
   * @param bounds in seconds
   * @param within answers by bound, not added up; the last is of those beyond all bounds
   */
  public record Answers(String priority, List<Long> bounds, List<Long> within, double sumSeconds) {}

  /** Episodes whose objective was met or missed. */
  public record Judged(String priority, boolean met, long episodes) {}

  /** Time from answer to resolution. */
  public record Handled(String namespace, String alertname, String priority, long seconds) {}

  static ResponseFigures of(ResponseTotals totals, Map<String, Long> unexplained) {
    List<Judged> judged = new ArrayList<>();
    List<Handled> handled = new ArrayList<>();
    Map<String, Map<String, Long>> answers = new TreeMap<>();
    totals.amounts().forEach((key, amount) -> {
      switch (key.metric()) {
        case ResponseTotals.OBJECTIVE ->
          judged.add(new Judged(key.priority(), Boolean.parseBoolean(key.part()), amount));
        case ResponseTotals.HANDLING -> handled.add(handled(key, amount));
        default -> answers.computeIfAbsent(key.priority(), priority -> new TreeMap<>()).put(key.part(), amount);
      }
    });
    judged.sort(Comparator.comparing(Judged::priority).thenComparing(Judged::met));
    handled.sort(Comparator.comparing(Handled::namespace).thenComparing(Handled::alertname)
        .thenComparing(Handled::priority));
    return new ResponseFigures(
        answers.entrySet().stream().map(entry -> answers(entry.getKey(), entry.getValue())).toList(), judged, handled,
        Map.copyOf(unexplained));
  }

  private static Handled handled(Key key, long amount) {
    return new Handled(key.namespace(), key.alertname(), key.priority(), amount);
  }

  private static Answers answers(String priority, Map<String, Long> parts) {
    List<Long> within = new ArrayList<>();
    ResponseTotals.BOUNDS.forEach(bound -> within.add(parts.getOrDefault(String.valueOf(bound), 0L)));
    within.add(parts.getOrDefault(ResponseTotals.LATER, 0L));
    return new Answers(priority, ResponseTotals.BOUNDS, List.copyOf(within),
        parts.getOrDefault(ResponseTotals.SUM, 0L) / 1_000.0);
  }
}
