package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.SlotKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers that stand for series and keys in the sums' tables. Guarded by the ledger's lock; after a failed write it is read anew. */
final class SlotIds {
  private final Map<AlertSeries, Long> series;
  private final Map<Key, Long> keys;
  private final List<Row<AlertSeries>> newSeries = new ArrayList<>();
  private final List<Row<Key>> newKeys = new ArrayList<>();

  /** @param observer the policy in Observe mode whose sums these are; else empty */
  record Key(SlotKey key, String observer) {}

  record Row<T>(long id, T value) {}

  SlotIds(Map<AlertSeries, Long> series, Map<Key, Long> keys) {
    this.series = new HashMap<>(series);
    this.keys = new HashMap<>(keys);
  }

  long of(AlertSeries value) {
    return series.computeIfAbsent(value, unknown -> {
      newSeries.add(new Row<>(series.size() + 1L, unknown));
      return series.size() + 1L;
    });
  }

  long of(Key value) {
    of(value.key().series());
    return keys.computeIfAbsent(value, unknown -> {
      newKeys.add(new Row<>(keys.size() + 1L, unknown));
      return keys.size() + 1L;
    });
  }

  /** Those that are not in the tables yet; they are from now on. */
  List<Row<AlertSeries>> takeNewSeries() {
    List<Row<AlertSeries>> taken = List.copyOf(newSeries);
    newSeries.clear();
    return taken;
  }

  /** Those that are not in the tables yet; they are from now on. */
  List<Row<Key>> takeNewKeys() {
    List<Row<Key>> taken = List.copyOf(newKeys);
    newKeys.clear();
    return taken;
  }
}
