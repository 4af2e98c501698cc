package dev.shizuka.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Counters of answers, as they stand after a write. They never go down and never go away.
 *
 * @param amounts seconds, milliseconds or episodes, as the key's metric says
 */
record ResponseTotals(Map<Key, Long> amounts) {
  static final String OBJECTIVE = "objective";
  static final String RESPONSE = "response";
  static final String HANDLING = "handling";
  /** Part of {@link #RESPONSE}: milliseconds, all together. */
  static final String SUM = "sum";
  /** Part of {@link #RESPONSE}: later than the last bound. */
  static final String LATER = "+Inf";
  /** Bounds in seconds of how long people took to answer: the promises of the field lie at a quarter of an hour to an hour. */
  static final List<Long> BOUNDS = List.of(60L, 300L, 600L, 900L, 1_800L, 2_700L, 3_600L, 7_200L, 14_400L, 86_400L);

  ResponseTotals {
    amounts = Map.copyOf(amounts);
  }

  /**
   * One counter.
   *
   * @param namespace and {@code alertname}: of {@link #HANDLING} only
   * @param part {@code true} or {@code false} of {@link #OBJECTIVE}; a bound, {@link #LATER} or {@link #SUM} of {@link #RESPONSE}; else empty
   */
  record Key(String metric, String namespace, String alertname, String priority, String part) {
    static Key objective(Series series, boolean met) {
      return new Key(OBJECTIVE, "", "", series.priority(), String.valueOf(met));
    }

    static Key response(Series series, String part) {
      return new Key(RESPONSE, "", "", series.priority(), part);
    }

    static Key handling(Series series) {
      return new Key(HANDLING, series.namespace(), series.alertname(), series.priority(), "");
    }
  }

  /** The part of {@link #RESPONSE} that an answer is counted in. */
  static String bucket(Duration took) {
    return BOUNDS.stream().filter(bound -> took.compareTo(Duration.ofSeconds(bound)) <= 0).findFirst()
        .map(String::valueOf).orElse(LATER);
  }
}
