package dev.shizuka.policy.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Equalities on all labels of an instance also hold for each alert that has more labels. Those that fire and would be covered so are found here,
 * kept quiet themselves or not: one that is has its own lease, with its own end. Compared are only sets of label names, and instances by their
 * values of the smaller set.
 */
final class Supersets {
  private static final String NAME = "alertname";

  private final Map<Member, TreeSet<String>> beyond = new HashMap<>();

  private Supersets() {}

  /** The labels that must be missing, of members for which there are any. */
  static Map<Member, TreeSet<String>> of(Collection<Member> demanded, Collection<Seen> open) {
    Supersets supersets = new Supersets();
    Map<String, List<Member>> members = demanded.stream().filter(Member::oneInstance)
        .collect(Collectors.groupingBy(member -> name(member.labels())));
    Map<String, Map<Set<String>, List<Map<String, String>>>> shapes = new HashMap<>();
    for (Seen seen : open) {
      Map<String, String> labels = seen.instance().labels();
      String name = name(labels);
      if (members.containsKey(name)) {
        add(shapes, name, labels);
      }
      if (!name.isEmpty() && members.containsKey("")) {
        add(shapes, "", labels);
      }
    }
    members.forEach((name, all) -> supersets.compare(all, shapes.getOrDefault(name, Map.of())));
    return supersets.beyond;
  }

  private static String name(Map<String, String> labels) {
    return labels.getOrDefault(NAME, "");
  }

  private static void add(Map<String, Map<Set<String>, List<Map<String, String>>>> shapes, String name,
      Map<String, String> labels) {
    shapes.computeIfAbsent(name, none -> new HashMap<>())
        .computeIfAbsent(labels.keySet(), none -> new ArrayList<>()).add(labels);
  }

  private void compare(List<Member> members, Map<Set<String>, List<Map<String, String>>> shapes) {
    Map<Set<String>, List<Member>> small = members.stream()
        .collect(Collectors.groupingBy(member -> member.labels().keySet()));
    small.forEach((names, all) -> {
      List<Set<String>> larger = shapes.keySet().stream()
          .filter(other -> other.size() > names.size() && other.containsAll(names)).toList();
      if (!larger.isEmpty()) {
        Map<List<String>, List<Member>> byValues = all.stream()
            .collect(Collectors.groupingBy(member -> values(names, member.labels())));
        larger.forEach(other -> shapes.getOrDefault(other, List.of())
            .forEach(labels -> exclude(byValues.getOrDefault(values(names, labels), List.of()), labels)));
      }
    });
  }

  private static List<String> values(Set<String> names, Map<String, String> labels) {
    return names.stream().map(name -> labels.getOrDefault(name, "")).toList();
  }

  private void exclude(List<Member> members, Map<String, String> labels) {
    for (Member member : members) {
      if (member.base().matches(labels)) {
        TreeSet<String> more = new TreeSet<>(labels.keySet());
        more.removeAll(member.labels().keySet());
        beyond.computeIfAbsent(member, none -> new TreeSet<>()).addAll(more);
      }
    }
  }
}
