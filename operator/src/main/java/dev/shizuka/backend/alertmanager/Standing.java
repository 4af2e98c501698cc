package dev.shizuka.backend.alertmanager;

import dev.shizuka.backend.SilenceSync.Binding;
import dev.shizuka.compile.Mark;
import dev.shizuka.plan.ObservedSilence;
import dev.shizuka.policy.MatcherSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which silences of ours stand after a sync.
 *
 * @param bindings by matchers, the mark's among them, which make them unique
 * @param owned how many there are by backend; more than bindings where one is double
 */
record Standing(Map<MatcherSet, Binding> bindings, Map<String, Integer> owned) {
  Standing {
    bindings = Map.copyOf(bindings);
    owned = Map.copyOf(owned);
  }

  static Standing after(SilenceReading reading, SilenceWrites writes, String installation) {
    Map<MatcherSet, Binding> bindings = new HashMap<>();
    Map<String, Integer> owned = new HashMap<>();
    Set<String> counted = new HashSet<>();
    writes.made().forEach((matchers, binding) -> {
      bindings.put(matchers, binding);
      Mark.find(matchers.matchers()).ifPresent(mark -> owned.merge(mark.backend(), 1, Integer::sum));
      counted.add(binding.id());
    });
    for (ObservedSilence silence : reading.silences()) {
      boolean ours = silence.mark().filter(mark -> mark.installation().equals(installation)).isPresent();
      if (ours && !writes.ended().contains(silence.id()) && counted.add(silence.id())) {
        bindings.putIfAbsent(silence.matchers(), new Binding(silence.id(), silence.startsAt(), silence.endsAt()));
        owned.merge(silence.mark().orElseThrow().backend(), 1, Integer::sum);
      }
    }
    return new Standing(bindings, owned);
  }
}
