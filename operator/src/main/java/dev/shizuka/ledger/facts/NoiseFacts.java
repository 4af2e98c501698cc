package dev.shizuka.ledger.facts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a report asks. Periods begin and end with slots ({@link SlotFacts#SLOT}), but for {@link #gaps}; an episode is in a period if the slot it
 * counts in is. Answers are sorted as said, and are what {@link SlotFacts} makes of each episode, whatever tables they are kept in.
 */
public interface NoiseFacts {
  /** Sums by key, sorted by key. */
  List<KeySum> sums(FactScope scope, Period period);

  /** Sums by slot and outcome, sorted so. */
  List<SlotTotal> totals(FactScope scope, Period period);

  /** What each policy in Observe mode would have hidden, by policy and outcome, sorted so. */
  List<ObservedSum> observed(FactScope scope, Period period);

  /** Missed objectives: those without a cause first, then the newest; at most {@code most}. */
  List<Miss> misses(FactScope scope, Period period, int most);

  /** How often alerts called together, sorted by namespace and names. A pair stands there twice, once from each side. */
  List<CoFiring> coFirings(FactScope scope, Period period);

  /** When nothing was seen and history has not filled it in, sorted. */
  List<Gap> gaps(Period period);

  /** Sums of one key. */
  record KeySum(SlotKey key, Sums sums) {}

  /** What the course of time and nights are told from. */
  record SlotTotal(Instant at, String outcome, long episodes, long unattended, long handlingSeconds) {}

  /** @param policy {@code namespace/name}, or {@code name} */
  record ObservedSum(String policy, String outcome, Sums sums) {}

  /**
   * @param answeredAt when a person acknowledged or resolved it after all
   * @param cause empty where nobody has given one
   */
  record Miss(String episode, AlertSeries series, Instant calledAt, Instant due, Optional<Instant> answeredAt,
      List<String> told, String cause) {
    public Miss {
      told = List.copyOf(told);
    }
  }

  /**
   * @param calls actionable episodes of {@code alertname} in that namespace, over all backends
   * @param together those of them that have {@code other} among their {@link SlotFacts#companions}
   */
  record CoFiring(String namespace, String alertname, String other, long calls, long together) {}
}
