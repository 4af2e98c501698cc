package dev.shizuka.backend.alertmanager;

import dev.shizuka.compile.Silence;
import dev.shizuka.plan.ObservedSilence;
import dev.shizuka.plan.SilenceChange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** As little planning as these tests need: the real planner has its own tests. */
record SimplePlan(String installation) implements SilenceLoop.Plan {
  @Override
  public List<SilenceChange> plan(List<Silence> desired, List<ObservedSilence> observed, boolean frozen, Instant now) {
    Map<Object, Silence> missing = new HashMap<>();
    desired.forEach(silence -> missing.put(silence.matchers(), silence));
    List<SilenceChange> plan = new ArrayList<>();
    for (ObservedSilence silence : observed) {
      if (silence.mark().filter(mark -> mark.installation().equals(installation)).isPresent()) {
        Silence wanted = missing.remove(silence.matchers());
        if (wanted == null) {
          plan.add(new SilenceChange.Expire(silence));
        } else if (!silence.endsAt().equals(wanted.endsAt().truncatedTo(ChronoUnit.MILLIS)) && !frozen) {
          plan.add(new SilenceChange.Update(silence, wanted));
        }
      }
    }
    if (!frozen) {
      missing.values().forEach(silence -> plan.add(new SilenceChange.Create(silence)));
    }
    return plan;
  }
}
