package dev.shizuka.policy.lease;

import dev.shizuka.policy.lease.Demand.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes few batches of many small ones, as a storm leaves that trickles in: when one is renewed, which is a write anyway, all that are not full join that may.
 * Each comes into another whole and ends no earlier, so that what stands is taken over by a wider silence and never ended before that
 * stands. As no two are left that fit into one, there are less than twice as many as need be.
 */
final class Merging {
  private static final Comparator<Batch> LARGEST_FIRST = Comparator
      .comparing((Batch batch) -> batch.members().size()).reversed().thenComparing(Comparator.naturalOrder());

  private final Map<Member, Demand> demands;
  private final Instant at;
  private final Set<Batch> gone = new HashSet<>();
  private final List<Batch> merged = new ArrayList<>();

  Merging(Map<Member, Demand> demands, Instant at) {
    this.demands = demands;
    this.at = at;
  }

  /** @param renewed whether a batch is renewed at this look */
  List<Batch> of(List<Batch> batches, Predicate<Batch> renewed) {
    Map<Kin, List<Batch>> kin = new HashMap<>();
    batches.forEach(batch -> kin(batch).ifPresent(of -> kin.computeIfAbsent(of, none -> new ArrayList<>()).add(batch)));
    kin.forEach((of, all) -> {
      if (all.size() > 1 && all.stream().anyMatch(renewed)) {
        merge(all, of.names());
      }
    });
    return Stream.concat(batches.stream().filter(batch -> !gone.contains(batch)), merged.stream()).toList();
  }

  /** Of one that is not full and is to cover all that it covers for as long as that fires. */
  private Optional<Kin> kin(Batch batch) {
    if (batch.members().size() >= Grouping.MOST_VALUES) {
      return Optional.empty();
    }
    List<Demand> all = demands(batch).toList();
    boolean firm = all.size() == batch.members().size()
        && all.stream().allMatch(demand -> demand.claim() == Claim.FIRM);
    List<Kin> found = firm ? all.stream().map(Kin::of).distinct().toList() : List.of();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private Stream<Demand> demands(Batch batch) {
    return batch.members().stream().flatMap(member -> Optional.ofNullable(demands.get(member)).stream());
  }

  /** By the label that brings most together; then those that are left alone by the next one. */
  private void merge(List<Batch> all, Set<String> names) {
    List<Batch> alone = all;
    int before;
    do {
      before = alone.size();
      alone = mergeOnce(alone, names);
    } while (alone.size() > 1 && alone.size() < before);
  }

  private List<Batch> mergeOnce(List<Batch> all, Set<String> names) {
    Map<List<String>, List<Batch>> best = Map.of();
    String differing = "";
    for (String name : names) {
      Map<List<String>, List<Batch>> by = new HashMap<>();
      all.stream().filter(batch -> batch.mayDifferIn(name)).forEach(batch -> by
          .computeIfAbsent(batch.members().getFirst().others(name), none -> new ArrayList<>()).add(batch));
      if (saved(by) > saved(best)) {
        best = by;
        differing = name;
      }
    }
    Set<Batch> together = new HashSet<>();
    for (List<Batch> alike : best.values()) {
      if (alike.size() > 1) {
        together.addAll(alike);
        pack(alike, differing);
      }
    }
    return all.stream().filter(batch -> !together.contains(batch)).toList();
  }

  private static int saved(Map<List<String>, List<Batch>> by) {
    return by.values().stream().mapToInt(alike -> alike.size() - 1).sum();
  }

  private void pack(List<Batch> alike, String label) {
    List<Pack> packs = new ArrayList<>();
    for (Batch batch : alike.stream().sorted(LARGEST_FIRST).toList()) {
      Pack one = new Pack(List.of(batch), Grouping.length(batch, label));
      int fits = 0;
      while (fits < packs.size() && !packs.get(fits).takes(one)) {
        fits++;
      }
      if (fits < packs.size()) {
        packs.set(fits, packs.get(fits).with(one));
      } else {
        packs.add(one);
      }
    }
    packs.stream().filter(pack -> pack.batches().size() > 1).forEach(pack -> join(pack, label));
  }

  private void join(Pack pack, String label) {
    List<Demand> all = pack.batches().stream().flatMap(this::demands)
        .sorted(Comparator.comparing(demand -> demand.member().labels().getOrDefault(label, ""))).toList();
    Batch wide = Batch.of(all, label, at);
    if (pack.batches().stream().noneMatch(batch -> batch.endsAt().isAfter(wide.endsAt()))) {
      gone.addAll(pack.batches());
      merged.add(wide);
    }
  }

  /** @param length of all values in one alternation */
  private record Pack(List<Batch> batches, int length) {
    boolean takes(Pack other) {
      return members() + other.members() <= Grouping.MOST_VALUES && length + other.length <= Grouping.LONGEST;
    }

    private int members() {
      return batches.stream().mapToInt(batch -> batch.members().size()).sum();
    }

    Pack with(Pack other) {
      return new Pack(Stream.concat(batches.stream(), other.batches.stream()).toList(), length + other.length);
    }
  }
}
