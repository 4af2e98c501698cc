package dev.shizuka.policy.lease;

import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.MatcherSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Straight from the definitions: each instance against each other, and every change of state remembered for good. */
final class NaiveConditions {
  private final Map<String, List<Instant>> changes = new HashMap<>();
  private Map<String, Instance> before = Map.of();
  private Instant lookedAt = Instant.MAX;

  void look(Look look) {
    Map<String, Instance> now = new HashMap<>();
    look.instances().forEach(instance -> now.put(instance.fingerprint(), instance));
    now.forEach((fingerprint, instance) -> {
      Instance was = before.get(fingerprint);
      boolean again = was != null && instance.startsAt().isAfter(lookedAt);
      IntStream.range(0, was == null ? 1 : again ? 2 : 0).forEach(one -> change(fingerprint, instance.startsAt()));
    });
    before.keySet().stream().filter(fingerprint -> !now.containsKey(fingerprint))
        .forEach(fingerprint -> change(fingerprint, look.at()));
    before = now;
    lookedAt = look.at();
  }

  private void change(String fingerprint, Instant at) {
    changes.computeIfAbsent(fingerprint, none -> new ArrayList<>()).add(at);
  }

  boolean keeps(CompiledPolicy policy, Instance target) {
    return policy.covers(target.labels()) && switch (policy.condition().orElseThrow()) {
      case Condition.Inhibit inhibit -> before.values().stream()
          .anyMatch(source -> inhibits(inhibit, source, target));
      case Condition.Hold hold -> lookedAt.isBefore(target.startsAt().plus(hold.duration()));
      case Condition.Flapping rule -> flaps(rule, changes.getOrDefault(target.fingerprint(), List.of()));
    };
  }

  private static boolean inhibits(Condition.Inhibit inhibit, Instance source, Instance target) {
    boolean equal = inhibit.equal().stream().allMatch(label -> source.labels().getOrDefault(label, "")
        .equals(target.labels().getOrDefault(label, "")));
    boolean bothTwice = any(inhibit.source(), target) && any(inhibit.match(), source);
    return any(inhibit.source(), source) && equal && !bothTwice;
  }

  private static boolean any(List<MatcherSet> sets, Instance instance) {
    return sets.stream().anyMatch(set -> set.matches(instance.labels()));
  }

  private boolean flaps(Condition.Flapping rule, List<Instant> all) {
    boolean flaps = false;
    for (int last = 0; last < all.size(); last++) {
      int first = last - rule.changes() + 1;
      Instant until = last + 1 < all.size() ? all.get(last + 1) : lookedAt;
      flaps |= first >= 0 && !all.get(first).plus(rule.within()).isBefore(all.get(last));
      flaps &= all.get(last).plus(rule.quietFor()).isAfter(until);
    }
    return flaps;
  }
}
