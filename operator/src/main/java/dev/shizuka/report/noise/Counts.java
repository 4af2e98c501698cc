package dev.shizuka.report.noise;

import dev.shizuka.api.NoiseReportSpec.Figure;
import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.NoiseFacts.SlotTotal;
import dev.shizuka.ledger.facts.SlotKey;
import dev.shizuka.report.noise.NoiseFigures.Total;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Totals of one period. */
final class Counts {
  /** A night is from this time to {@link #MORNING}, by the clock of the report's zone. */
  private static final LocalTime EVENING = LocalTime.of(22, 0);
  private static final LocalTime MORNING = LocalTime.of(7, 0);
  private static final Map<String, Total> BY_OUTCOME = Map.of(Outcome.ACTIONABLE.label(), Total.Actionable,
      Outcome.SUPPRESSED.label(), Total.Suppressed, Outcome.BRIEF.label(), Total.Brief, Outcome.UNOBSERVED.label(),
      Total.Unobserved, SlotKey.OPEN, Total.Open);

  private final Map<Total, Long> values = new EnumMap<>(Total.class);
  private final Set<LocalDate> nights = new HashSet<>();
  private final ZoneId zone;

  private Counts(ZoneId zone) {
    this.zone = zone;
  }

  static Counts of(List<SlotTotal> totals, ZoneId zone) {
    Counts counts = new Counts(zone);
    totals.forEach(counts::add);
    counts.values.put(Total.Nights, (long) counts.nights.size());
    return counts;
  }

  private void add(SlotTotal total) {
    Total outcome = BY_OUTCOME.getOrDefault(total.outcome(), Total.Unobserved);
    add(Total.Episodes, total.episodes());
    add(outcome, total.episodes());
    add(Total.Unattended, total.unattended());
    add(Total.HandlingTime, total.handlingSeconds());
    ZonedDateTime local = total.at().atZone(zone);
    boolean evening = !local.toLocalTime().isBefore(EVENING);
    if (outcome == Total.Actionable && total.episodes() > 0
        && (evening || local.toLocalTime().isBefore(MORNING))) {
      add(Total.NightCalls, total.episodes());
      nights.add(evening ? local.toLocalDate() : local.toLocalDate().minusDays(1));
    }
  }

  private void add(Total total, long count) {
    values.merge(total, count, Long::sum);
  }

  long value(Total total) {
    return values.getOrDefault(total, 0L);
  }

  long value(Figure figure) {
    return value(switch (figure) {
      case HandlingTime -> Total.HandlingTime;
      case Episodes -> Total.Episodes;
      case Actionable -> Total.Actionable;
      case Unattended -> Total.Unattended;
      case NightCalls -> Total.NightCalls;
    });
  }
}
