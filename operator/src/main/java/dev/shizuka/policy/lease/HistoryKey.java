package dev.shizuka.policy.lease;

import dev.shizuka.catalog.ResourceId;
import java.util.Comparator;

/** Whose changes of state are counted, by which policy. */
record HistoryKey(ResourceId policy, String fingerprint) implements Comparable<HistoryKey> {
  private static final Comparator<HistoryKey> ORDER = Comparator.comparing(HistoryKey::policy)
      .thenComparing(HistoryKey::fingerprint);

  @Override
  public int compareTo(HistoryKey other) {
    return ORDER.compare(this, other);
  }
}
