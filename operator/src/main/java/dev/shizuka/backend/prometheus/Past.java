package dev.shizuka.backend.prometheus;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one Prometheus remembers.
 *
 * @param alerts when each fired, by the labels that Alertmanager was told
 * @param known when Prometheus was at work: in between it cannot tell what fired
 */
public record Past(Map<Map<String, String>, List<Stretch>> alerts, List<Stretch> known) {
  /** From a time up to, and without, another. */
  public record Stretch(Instant from, Instant until) {}

  public Past {
    alerts = Map.copyOf(alerts);
    known = List.copyOf(known);
  }

  /** Gathers series of evenly spaced samples: neighbours make one stretch. */
  static final class Builder {
    private final long step;
    private final Map<Map<String, String>, List<Stretch>> series = new HashMap<>();

    Builder(Duration step) {
      this.step = step.toMillis();
    }

    /** @param more of a series, later than what it had before */
    void add(TimeSeries more) {
      List<Stretch> stretches = series.computeIfAbsent(more.metric(), first -> new ArrayList<>());
      for (long time : more.values()) {
        Instant from = Instant.ofEpochMilli(time);
        boolean goesOn = !stretches.isEmpty() && !from.isAfter(stretches.getLast().until());
        Instant since = goesOn ? stretches.removeLast().from() : from;
        stretches.add(new Stretch(since, from.plusMillis(step)));
      }
    }

    int size() {
      return series.size();
    }

    /** A series without labels says when Prometheus was at work, as all others do. */
    Past build(SentLabels labels) {
      Map<Map<String, String>, List<Stretch>> alerts = new HashMap<>();
      List<Stretch> known = new ArrayList<>();
      series.forEach((metric, stretches) -> {
        known.addAll(stretches);
        if (!metric.isEmpty()) {
          alerts.computeIfAbsent(labels.of(metric), first -> new ArrayList<>()).addAll(stretches);
        }
      });
      return new Past(alerts, known);
    }
  }
}
