package dev.shizuka.ledger.facts;

import dev.shizuka.ledger.Outcome;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Facts made anew from all episodes at each question: what a store must answer, without its tables. */
public final class MemoryFacts implements NoiseFacts {
  private final List<EpisodeFact> episodes;
  private final SlotFacts slots;
  private final Instant now;
  private final List<Period> gaps;

  public MemoryFacts(List<EpisodeFact> episodes, ZoneId zone, Instant now, List<Period> gaps) {
    this.episodes = List.copyOf(episodes);
    this.slots = new SlotFacts(zone);
    this.now = now;
    this.gaps = List.copyOf(gaps);
  }

  private Stream<EpisodeFact> in(FactScope scope, Period period) {
    return episodes.stream().filter(episode -> scope.includes(episode.series())
        && period.contains(SlotFacts.slot(episode.countedAt())));
  }

  @Override
  public List<KeySum> sums(FactScope scope, Period period) {
    Map<SlotKey, Sums> sums = new TreeMap<>();
    in(scope, period).map(episode -> slots.of(episode, now))
        .forEach(slot -> sums.merge(slot.key(), slot.sums(), Sums::plus));
    return sums.entrySet().stream().map(sum -> new KeySum(sum.getKey(), sum.getValue())).toList();
  }

  @Override
  public List<SlotTotal> totals(FactScope scope, Period period) {
    Map<Instant, Map<String, Sums>> sums = new TreeMap<>();
    in(scope, period).map(episode -> slots.of(episode, now)).forEach(slot -> sums
        .computeIfAbsent(slot.at(), at -> new TreeMap<>()).merge(slot.key().outcome(), slot.sums(), Sums::plus));
    List<SlotTotal> totals = new ArrayList<>();
    sums.forEach((at, outcomes) -> outcomes.forEach((outcome, sum) -> totals
        .add(new SlotTotal(at, outcome, sum.episodes(), sum.unattended(), sum.handlingSeconds()))));
    return totals;
  }

  @Override
  public List<ObservedSum> observed(FactScope scope, Period period) {
    Map<String, Map<String, Sums>> sums = new TreeMap<>();
    in(scope, period).flatMap(episode -> slots.observed(episode, now).stream())
        .forEach(observed -> sums.computeIfAbsent(observed.policy(), policy -> new TreeMap<>())
            .merge(observed.slot().key().outcome(), observed.slot().sums(), Sums::plus));
    List<ObservedSum> list = new ArrayList<>();
    sums.forEach(
        (policy, outcomes) -> outcomes.forEach((outcome, sum) -> list.add(new ObservedSum(policy, outcome, sum))));
    return list;
  }

  @Override
  public List<Miss> misses(FactScope scope, Period period, int most) {
    return in(scope, period).filter(episode -> episode.objective(now) == EpisodeFact.Objective.MISSED)
        .sorted(Comparator.comparing((EpisodeFact episode) -> !episode.cause().isEmpty())
            .thenComparing(episode -> episode.actionableAt().orElseThrow(), Comparator.reverseOrder())
            .thenComparing(EpisodeFact::id))
        .limit(most).map(episode -> new Miss(episode.id(), episode.series(), episode.actionableAt().orElseThrow(),
            episode.due().orElseThrow(), episode.takenAt(), episode.told(), episode.cause()))
        .toList();
  }

  @Override
  public List<CoFiring> coFirings(FactScope scope, Period period) {
    record Alert(String namespace, String alertname) {}
    record Pair(Alert alert, String other) {}
    Map<Pair, Long> together = new TreeMap<>(Comparator.comparing((Pair pair) -> pair.alert().namespace())
        .thenComparing(pair -> pair.alert().alertname()).thenComparing(Pair::other));
    Map<Alert, Long> calls = new java.util.HashMap<>();
    NavigableMap<Instant, List<EpisodeFact>> called = new TreeMap<>(episodes.stream()
        .filter(episode -> episode.actionableAt().isPresent())
        .collect(Collectors.groupingBy(episode -> episode.actionableAt().orElseThrow())));
    in(scope, period).filter(episode -> episode.outcome().equals(java.util.Optional.of(Outcome.ACTIONABLE)))
        .forEach(episode -> {
          Alert alert = new Alert(episode.series().namespace(), episode.series().alertname());
          calls.merge(alert, 1L, Long::sum);
          Instant at = episode.actionableAt().orElseThrow();
          List<EpisodeFact> near = called.subMap(at.minus(SlotFacts.SLOT), true, at.plus(SlotFacts.SLOT), true).values()
              .stream().flatMap(List::stream).toList();
          Set<String> others = SlotFacts.companions(episode, near);
          others.forEach(other -> together.merge(new Pair(alert, other), 1L, Long::sum));
        });
    return together.entrySet().stream().map(entry -> new CoFiring(entry.getKey().alert().namespace(),
        entry.getKey().alert().alertname(), entry.getKey().other(), calls.get(entry.getKey().alert()),
        entry.getValue())).toList();
  }

  @Override
  public List<Gap> gaps(Period period) {
    return gaps.stream().filter(gap -> gap.from().isBefore(period.until()) && period.from().isBefore(gap.until()))
        .sorted(Comparator.comparing(Period::from)).map(gap -> new Gap(gap, Gap.Reason.NotKept)).toList();
  }
}
