package dev.shizuka.plan;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Silence;
import dev.shizuka.policy.MatcherSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which silences may stand where a backend may have only so many: many silences make Alertmanager slow, and what is too much is heard. In this order,
 * until there are enough:
 * <ol>
 * <li>those that stand already, or take over what stands, the one that started first before all others;
 * <li>new ones by policy, matchers, start.
 * </ol>
 * Silences of others do not count, and whatever must end still ends.
 *
 * @param silences that may stand
 * @param leftOut the others
 */
public record SilenceLimit(List<Silence> silences, List<Silence> leftOut) {
  private static final Comparator<Silence> NEW_ORDER = Comparator
      .comparing((Silence silence) -> silence.mark().policy()).thenComparing(silence -> silence.matchers().toString())
      .thenComparing(Silence::startsAt);

  public SilenceLimit {
    silences = List.copyOf(silences);
    leftOut = List.copyOf(leftOut);
  }

  /** @param most how many a backend may have */
  public static SilenceLimit of(List<Silence> desired, List<ObservedSilence> observed, int most) {
    Map<String, Set<MatcherSet>> byBackend = new HashMap<>();
    desired.forEach(silence -> taken(byBackend, silence).add(silence.matchers()));
    if (byBackend.values().stream().allMatch(sets -> sets.size() <= most)) {
      return new SilenceLimit(desired, List.of());
    }
    byBackend.clear();
    List<Silence> silences = new ArrayList<>();
    List<Silence> leftOut = new ArrayList<>();
    desired.stream().sorted(order(desired, observed)).forEach(silence -> {
      Set<MatcherSet> taken = taken(byBackend, silence);
      boolean room = taken.size() < most || taken.contains(silence.matchers());
      if (room) {
        taken.add(silence.matchers());
      }
      (room ? silences : leftOut).add(silence);
    });
    return new SilenceLimit(silences, leftOut);
  }

  private static Set<MatcherSet> taken(Map<String, Set<MatcherSet>> byBackend, Silence silence) {
    return byBackend.computeIfAbsent(silence.mark().backend(), first -> new HashSet<>());
  }

  private static Comparator<Silence> order(List<Silence> desired, List<ObservedSilence> observed) {
    Map<Silence, Instant> since = new HashMap<>();
    Map<MatcherSet, Instant> same = new HashMap<>();
    Map<ResourceId, List<ObservedSilence>> byPolicy = new HashMap<>();
    for (ObservedSilence silence : observed) {
      if (silence.mark().isPresent() && silence.state() != ObservedSilence.State.EXPIRED) {
        same.merge(silence.matchers(), silence.startsAt(), SilenceLimit::earlier);
        byPolicy.computeIfAbsent(silence.mark().get().policy(), first -> new ArrayList<>()).add(silence);
      }
    }
    for (Silence silence : desired) {
      Instant stands = same.get(silence.matchers());
      since.put(silence, stands != null
          ? stands
          : widened(silence, byPolicy.getOrDefault(silence.mark().policy(), List.of())));
    }
    return Comparator.comparing((Silence silence) -> since.getOrDefault(silence, Instant.MAX))
        .thenComparing(NEW_ORDER);
  }

  /** Since when something stands of which this one takes the coverage over, as a lease does that another instance joins. */
  private static Instant widened(Silence silence, List<ObservedSilence> observed) {
    MatcherSet wider = silence.matchers().without(Mark.LABEL);
    return observed.stream()
        .filter(old -> old.mark().filter(mark -> mark.backend().equals(silence.mark().backend())).isPresent())
        .filter(old -> old.matchers().without(Mark.LABEL).within(wider)).map(ObservedSilence::startsAt)
        .min(Comparator.naturalOrder()).orElse(Instant.MAX);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
