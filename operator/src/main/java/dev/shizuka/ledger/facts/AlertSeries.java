package dev.shizuka.ledger.facts;

import java.util.Comparator;

/** What an episode is counted by, whatever became of it. Absent labels are empty. */
public record AlertSeries(String backend, String namespace, String service, String owner, String alertname,
    String priority) implements Comparable<AlertSeries> {
  private static final Comparator<AlertSeries> ORDER = Comparator.comparing(AlertSeries::backend)
      .thenComparing(AlertSeries::namespace).thenComparing(AlertSeries::alertname).thenComparing(AlertSeries::service)
      .thenComparing(AlertSeries::owner).thenComparing(AlertSeries::priority);

  @Override
  public int compareTo(AlertSeries other) {
    return ORDER.compare(this, other);
  }
}
