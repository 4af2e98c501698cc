package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.FactScope;
import dev.shizuka.ledger.facts.Gap;
import dev.shizuka.ledger.facts.NoiseFacts;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.ledger.facts.SlotKey;
import dev.shizuka.ledger.facts.Sums;
import dev.shizuka.response.EpisodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What reports ask, from the sums that each write keeps; whole days are read as days. */
final class SqlNoiseFacts implements NoiseFacts {
  private static final int FETCH = 10_000;
  private final Database database;

  SqlNoiseFacts(Database database) {
    this.database = database;
  }

  @Override
  public List<KeySum> sums(FactScope scope, Period period) {
    Map<SlotKey, Sums> sums = new TreeMap<>();
    byKey("= ''", period, (key, sum) -> {
      if (scope.includes(key.key().series())) {
        sums.merge(key.key(), sum, Sums::plus);
      }
    });
    return sums.entrySet().stream().map(sum -> new KeySum(sum.getKey(), sum.getValue())).toList();
  }

  @Override
  public List<ObservedSum> observed(FactScope scope, Period period) {
    Map<String, Map<String, Sums>> sums = new TreeMap<>();
    byKey("<> ''", period, (key, sum) -> {
      if (scope.includes(key.key().series())) {
        sums.computeIfAbsent(key.observer(), policy -> new TreeMap<>()).merge(key.key().outcome(), sum, Sums::plus);
      }
    });
    List<ObservedSum> list = new ArrayList<>();
    sums.forEach((policy, outcomes) -> outcomes
        .forEach((outcome, sum) -> list.add(new ObservedSum(policy, outcome, sum))));
    return list;
  }

  /** @param observer condition on it, so that not both kinds are read for either */
  private void byKey(String observer, Period period, BiConsumer<SlotIds.Key, Sums> consumer) {
    database.inTransaction(handle -> {
      Map<Long, SlotIds.Key> keys = SlotTables.keys(handle);
      for (SlotSpan span : SlotSpan.of(period)) {
        handle
            .createQuery("SELECT slot_key" + summed() + " FROM slot WHERE span = :span AND at >= :from AND at < :until"
                + " AND slot_key IN (SELECT id FROM slot_key WHERE observer " + observer + ") GROUP BY slot_key")
            .bindMethods(span).map((row, context) -> {
              consumer.accept(Objects.requireNonNull(keys.get(row.getLong(1))), SlotTables.sums(row, 2));
              return true;
            }).forEach(read -> {});
      }
      return true;
    });
  }

  private static String summed() {
    StringBuilder columns = new StringBuilder();
    for (String column : SlotTables.COLUMNS.split(",\\s*")) {
      columns.append(", CAST(SUM(").append(column).append(") AS BIGINT)");
    }
    return columns.toString();
  }

  /** Added up by the database: a year has as many rows as episodes, and they cost more to hand over than to sum. */
  @Override
  public List<SlotTotal> totals(FactScope scope, Period period) {
    return database.inTransaction(handle -> {
      Map<Long, AlertSeries> series = SlotTables.series(handle);
      int all = series.size();
      series.values().removeIf(one -> !scope.includes(one));
      if (series.isEmpty()) {
        return List.of();
      }
      // Numbers of our own making, and more of them than a statement may have parameters.
      String here = series.size() == all
          ? ""
          : " AND k.series IN (" + series.keySet().stream().sorted().map(String::valueOf)
              .collect(Collectors.joining(", ")) + ")";
      return handle.createQuery("SELECT s.at, k.outcome, CAST(SUM(s.episodes) AS BIGINT),"
          + " CAST(SUM(s.unattended) AS BIGINT), CAST(SUM(s.handling_seconds) AS BIGINT)"
          + " FROM slot s JOIN slot_key k ON k.id = s.slot_key"
          + " WHERE s.span = :span AND s.at >= :from AND s.at < :until AND k.observer = ''" + here
          + " GROUP BY s.at, k.outcome ORDER BY s.at, k.outcome").setFetchSize(FETCH)
          .bindMethods(SlotSpan.quarters(period)).map((row, context) -> new SlotTotal(
              Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5)))
          .list();
    });
  }

  @Override
  public List<Miss> misses(FactScope scope, Period period, int most) {
    return database.inTransaction(handle -> {
      Map<Long, AlertSeries> series = SlotTables.series(handle);
      series.values().removeIf(one -> !scope.includes(one));
      try (var rows = handle.createQuery("""
          SELECT * FROM handling WHERE objective = 'MISSED' AND called_at >= :from AND called_at < :until
          ORDER BY CASE WHEN cause = '' THEN 0 ELSE 1 END, called_at DESC, backend, fingerprint, first_seen_at
          """).bindMethods(SlotSpan.quarters(period)).map((row, context) -> new Missed(HandlingTables.id(row),
          row.getLong("series"), HandlingTables.handled(row))).stream()) {
        return rows.filter(missed -> series.containsKey(missed.series())).limit(most)
            .map(missed -> missed.miss(Objects.requireNonNull(series.get(missed.series())))).toList();
      }
    });
  }

  private record Missed(EpisodeId id, long series, Handled handled) {
    Miss miss(AlertSeries of) {
      return new Miss(id.toString(), of, handled.calledAt().orElseThrow(), handled.due().orElseThrow(),
          handled.handling().answeredAt(), List.copyOf(handled.handling().receivers()), handled.cause());
    }
  }

  @Override
  public List<CoFiring> coFirings(FactScope scope, Period period) {
    return database.inTransaction(handle -> {
      Calls calls = new Calls(scope, period);
      Map<Long, AlertSeries> series = SlotTables.series(handle);
      handle.createQuery("SELECT called_at, series FROM handling WHERE called_at >= :from AND called_at <= :until"
          + " ORDER BY called_at").setFetchSize(FETCH).bindMethods(Calls.around(period)).map((row, context) -> {
            calls.add(row.getLong(1), Objects.requireNonNull(series.get(row.getLong(2))));
            return true;
          }).forEach(read -> {});
      return calls.coFirings();
    });
  }

  @Override
  public List<Gap> gaps(Period period) {
    return database.inTransaction(handle -> GapTables.notFilled(handle, period));
  }
}
