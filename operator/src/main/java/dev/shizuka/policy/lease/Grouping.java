package dev.shizuka.policy.lease;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.Alternatives;
import dev.shizuka.policy.MatcherSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes batches of members that differ in the value of one label, the one that makes the fewest; the same for the same members. */
final class Grouping {
  /** One alternation has no more values than these, and is no longer. */
  static final int MOST_VALUES = 64;
  static final int LONGEST = 4096;

  private final Instant at;
  private final List<Batch> batches = new ArrayList<>();

  /** What all members of a batch share, apart from values. */
  private record Kin(ResourceId policy, MatcherSet base, Set<String> without, Set<String> names, boolean oneInstance,
      Instant group) {
    static Kin of(Demand demand) {
      Member member = demand.member();
      return new Kin(member.policy(), member.base(), demand.without(), member.labels().keySet(), member.oneInstance(),
          demand.group());
    }
  }

  Grouping(Instant at) {
    this.at = at;
  }

  List<Batch> batches(Collection<Demand> demands) {
    demands.stream().collect(Collectors.groupingBy(Kin::of)).forEach((kin, all) -> split(all, kin.names()));
    return batches;
  }

  private void split(List<Demand> demands, Set<String> names) {
    Map<List<String>, List<Demand>> best = Map.of();
    String differing = "";
    for (String name : varying(demands, names)) {
      Map<List<String>, List<Demand>> by = demands.stream()
          .collect(Collectors.groupingBy(demand -> others(demand.member(), name)));
      if (best.isEmpty() || by.size() < best.size()) {
        best = by;
        differing = name;
      }
    }
    List<Demand> single = new ArrayList<>();
    for (List<Demand> alike : best.isEmpty() ? List.of(demands) : best.values()) {
      if (alike.size() > 1) {
        alternate(alike, differing);
      } else {
        single.addAll(alike);
      }
    }
    rest(single, demands.size(), names);
  }

  /** Those alone by that label may not be by another. */
  private void rest(List<Demand> single, int of, Set<String> names) {
    if (single.size() > 1 && single.size() < of) {
      split(single, names);
    } else {
      single.forEach(demand -> batches.add(Batch.of(List.of(demand), "", at)));
    }
  }

  private static Set<String> varying(List<Demand> demands, Set<String> names) {
    Set<String> varying = new TreeSet<>();
    Map<String, String> first = demands.getFirst().member().labels();
    for (String name : names) {
      if (demands.stream().anyMatch(demand -> !first.getOrDefault(name, "").equals(value(demand, name)))) {
        varying.add(name);
      }
    }
    return varying;
  }

  private static List<String> others(Member member, String name) {
    List<String> others = new ArrayList<>(member.labels().size());
    member.labels().forEach((label, value) -> {
      if (!label.equals(name)) {
        others.add(value);
      }
    });
    return others;
  }

  private static String value(Demand demand, String name) {
    return demand.member().labels().getOrDefault(name, "");
  }

  private void alternate(List<Demand> alike, String label) {
    List<Demand> batch = new ArrayList<>();
    int length = 0;
    for (Demand demand : alike.stream().sorted(Comparator.comparing(one -> value(one, label))).toList()) {
      int more = length(value(demand, label));
      if (!batch.isEmpty() && (batch.size() == MOST_VALUES || length + more > LONGEST)) {
        batches.add(Batch.of(batch, label, at));
        batch = new ArrayList<>();
        length = 0;
      }
      batch.add(demand);
      length += more;
    }
    batches.add(Batch.of(batch, label, at));
  }

  /** Of a value within an alternation, with the bar. */
  private static int length(String value) {
    String twice = Alternatives.matcher("", List.of(value, "")).value();
    return twice.getBytes(StandardCharsets.UTF_8).length;
  }
}
