package dev.shizuka.policy.lease;

import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All changes of state that are remembered. Immutable; the same object for as long as nothing changes. */
record Histories(SortedMap<HistoryKey, History> all) {
  static final Histories NONE = new Histories(new TreeMap<>());
  /** Of these many instances; those that changed longest ago are forgotten first, and heard. */
  static final int MOST = 10_000;

  Histories {
    all = Collections.unmodifiableSortedMap(all);
  }

  Histories next(Scene scene, InForce inForce) {
    SortedMap<HistoryKey, History> next = new TreeMap<>(all);
    for (Change change : scene.changes()) {
      Instance instance = change.seen().instance();
      for (CompiledPolicy policy : inForce.covering(instance.fingerprint(), instance.labels())) {
        rule(policy, inForce).ifPresent(rule -> next.merge(new HistoryKey(policy.id(), instance.fingerprint()),
            History.of(instance.labels()).changed(change, rule), (known, fresh) -> known.changed(change, rule)));
      }
    }
    next.entrySet().removeIf(entry -> forgotten(entry, inForce, scene.at()));
    next.replaceAll((key, history) -> inForce.find(key.policy()).flatMap(policy -> rule(policy, inForce))
        .map(rule -> history.settled(scene.at(), rule)).orElse(history));
    bound(next);
    return next.equals(all) ? this : new Histories(next);
  }

  static Optional<Condition.Flapping> rule(CompiledPolicy policy, InForce inForce) {
    return inForce.has(policy) && policy.condition().orElse(null) instanceof Condition.Flapping rule
        ? Optional.of(rule)
        : Optional.empty();
  }

  /** Also where its policy is gone or covers it no more. */
  private static boolean forgotten(Map.Entry<HistoryKey, History> entry, InForce inForce, Instant at) {
    HistoryKey key = entry.getKey();
    History history = entry.getValue();
    Optional<CompiledPolicy> policy = inForce.covering(key.fingerprint(), history.labels()).stream()
        .filter(covers -> covers.id().equals(key.policy())).findFirst();
    return policy.flatMap(covers -> rule(covers, inForce)).map(rule -> history.forgotten(at, rule)).orElse(true);
  }

  private static void bound(SortedMap<HistoryKey, History> histories) {
    if (histories.size() > MOST) {
      List<HistoryKey> oldest = histories.entrySet().stream()
          .sorted(Comparator.comparing((Map.Entry<HistoryKey, History> entry) -> entry.getValue().changes().getLast())
              .thenComparing(Map.Entry::getKey))
          .limit(histories.size() - MOST).map(Map.Entry::getKey).toList();
      oldest.forEach(histories::remove);
    }
  }
}
