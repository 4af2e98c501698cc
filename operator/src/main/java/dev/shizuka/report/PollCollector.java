package dev.shizuka.report;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Whether alerts are counted, by backend, as it stands at the scrape. */
public final class PollCollector extends Collector {
  private static final List<String> LABELS = List.of("backend");
  private final Supplier<Map<String, Look>> looks;

  /**
   * The last look at the alerts of a backend.
   *
   * @param at {@link Instant#EPOCH} before the first one
   * @param counted whether it was recorded in the ledger and lacks nothing
   */
  public record Look(Instant at, boolean counted) {}

  /** @param looks by backend */
  public PollCollector(Supplier<Map<String, Look>> looks) {
    this.looks = looks;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var at = new GaugeMetricFamily("shizuka_poll_timestamp_seconds", "When Alertmanager was last looked at", LABELS);
    var counted = new GaugeMetricFamily("shizuka_poll_success",
        "1 where the last look at Alertmanager was counted; at 0 alerting goes on, and episodes may be unobserved",
        LABELS);
    new TreeMap<>(looks.get()).forEach((backend, look) -> {
      at.addMetric(List.of(backend), look.at().toEpochMilli() / 1000.0);
      counted.addMetric(List.of(backend), look.counted() ? 1 : 0);
    });
    return List.of(at, counted);
  }
}
