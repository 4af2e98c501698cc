package dev.shizuka.policy.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Equalities on all labels of an instance also hold for each alert that has more labels. Those that fire and would be covered so are found here,
 * kept quiet themselves or not: one that is has its own lease, with its own end. Only alerts of the same name are looked at, and members by the
 * value of the label that tells most of them apart.
 */
final class Supersets {
  private static final String NAME = "alertname";

  private final Map<Member, TreeSet<String>> beyond = new HashMap<>();
  private final Map<String, List<Alike>> byName = new HashMap<>();

  /**
   * Members with the same label names.
   *
   * @param size how many labels they have
   * @param label by the values of which they are found; empty, and so missing in all alerts, where they have none
   */
  private record Alike(int size, String label, Map<String, List<Member>> byValue) {
    static Alike of(List<Member> members) {
      Map<String, List<Member>> best = Map.of();
      String label = "";
      for (String name : members.getFirst().labels().keySet()) {
        Map<String, List<Member>> by = by(members, name);
        if (by.size() > best.size()) {
          best = by;
          label = name;
        }
      }
      return new Alike(members.getFirst().labels().size(), label, best.isEmpty() ? by(members, label) : best);
    }

    private static Map<String, List<Member>> by(List<Member> members, String label) {
      Map<String, List<Member>> by = new HashMap<>();
      members.forEach(member -> by.computeIfAbsent(member.labels().getOrDefault(label, ""), none -> new ArrayList<>(1))
          .add(member));
      return by;
    }

    /** Those of the same value, where there may be any with fewer labels. */
    List<Member> candidates(Map<String, String> labels) {
      return labels.size() > size ? byValue.getOrDefault(labels.getOrDefault(label, ""), List.of()) : List.of();
    }
  }

  private Supersets(Collection<Member> demanded) {
    Map<String, Map<Collection<String>, List<Member>>> members = new HashMap<>();
    demanded.stream().filter(Member::oneInstance).forEach(member -> members
        .computeIfAbsent(member.labels().getOrDefault(NAME, ""), none -> new HashMap<>())
        .computeIfAbsent(member.labels().keySet(), none -> new ArrayList<>()).add(member));
    members.forEach((name, shapes) -> byName.put(name, shapes.values().stream().map(Alike::of).toList()));
  }

  /** The labels that must be missing, of members for which there are any. */
  static Map<Member, TreeSet<String>> of(Collection<Member> demanded, Collection<Seen> open) {
    Supersets supersets = new Supersets(demanded);
    List<Alike> nameless = supersets.byName.getOrDefault("", List.of());
    if (!supersets.byName.isEmpty()) {
      for (Seen seen : open) {
        Map<String, String> labels = seen.instance().labels();
        supersets.byName.getOrDefault(seen.name(), List.of()).forEach(alike -> supersets.compare(alike, labels));
        if (!seen.name().isEmpty()) {
          nameless.forEach(alike -> supersets.compare(alike, labels));
        }
      }
    }
    return supersets.beyond;
  }

  private static boolean holds(Map<String, String> larger, Map<String, String> smaller) {
    for (Map.Entry<String, String> label : smaller.entrySet()) {
      if (!label.getValue().equals(larger.get(label.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private void compare(Alike alike, Map<String, String> labels) {
    for (Member member : alike.candidates(labels)) {
      if (holds(labels, member.labels()) && member.base().matches(labels)) {
        TreeSet<String> more = beyond.computeIfAbsent(member, none -> new TreeSet<>());
        labels.keySet().stream().filter(label -> !member.labels().containsKey(label)).forEach(more::add);
      }
    }
  }
}
