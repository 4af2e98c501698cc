package dev.shizuka.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts every entry under that one of its keys which the fewest entries share, so that {@code namespace} or {@code alertname} is asked before the
 * {@code priority} that all have. A key with several beginnings is stored under each of them, but only in the first node: memory stays
 * linear in what the policies say.
 */
final class IndexBuilder {
  /** So many are not worth a node of their own. */
  private static final int FEW = 1;
  /** How much a prefix is worse than a whole value, and the mere presence of a label than that. */
  private static final long PREFIX = 4;
  private static final long PRESENCE = 1000;

  private final Set<String> used;
  private final Map<Place, Integer> sharing = new HashMap<>();
  private final Map<Place, List<IndexEntry>> placed = new HashMap<>();
  private final List<IndexEntry> rest = new ArrayList<>();

  /** Where an entry is found: under a label, by how its value begins. */
  private record Place(String label, Beginning beginning) {}

  private IndexBuilder(Set<String> used) {
    this.used = used;
  }

  static IndexNode build(List<IndexEntry> entries) {
    return build(entries, Set.of());
  }

  /** @param used labels that were asked on the way to this node */
  private static IndexNode build(List<IndexEntry> entries, Set<String> used) {
    return entries.size() <= FEW && !used.isEmpty() ? IndexNode.leaf(entries) : new IndexBuilder(used).node(entries);
  }

  private IndexNode node(List<IndexEntry> entries) {
    for (IndexEntry entry : entries) {
      entry.keys().stream().filter(this::usable).forEach(key -> key.beginnings()
          .forEach(one -> sharing.merge(new Place(key.label(), one), 1, Integer::sum)));
    }
    entries.forEach(this::place);
    Map<String, Map<Beginning, IndexNode>> byLabel = new TreeMap<>();
    placed.forEach((place, there) -> byLabel.computeIfAbsent(place.label(), absent -> new HashMap<>())
        .put(place.beginning(), build(there, with(place.label()))));
    Map<String, IndexLabel> labels = new TreeMap<>();
    byLabel.forEach((name, nodes) -> labels.put(name, label(name, nodes)));
    return IndexNode.of(rest, labels);
  }

  private boolean usable(IndexKey key) {
    return !used.contains(key.label()) && (used.isEmpty() || key.beginnings().size() == 1);
  }

  private void place(IndexEntry entry) {
    Optional<IndexKey> best = entry.keys().stream().filter(this::usable)
        .min(java.util.Comparator.comparingLong(this::cost));
    if (best.isEmpty()) {
      rest.add(entry);
      return;
    }
    for (Beginning one : best.get().beginnings()) {
      placed.computeIfAbsent(new Place(best.get().label(), one), absent -> new ArrayList<>()).add(entry);
    }
  }

  private long cost(IndexKey key) {
    long cost = 0;
    for (Beginning one : key.beginnings()) {
      long weight = one.whole() ? 1 : one.text().isEmpty() ? PRESENCE : PREFIX;
      cost += weight * sharing.getOrDefault(new Place(key.label(), one), 0);
    }
    return cost;
  }

  private Set<String> with(String label) {
    Set<String> more = new HashSet<>(used);
    more.add(label);
    return more;
  }

  private static IndexLabel label(String name, Map<Beginning, IndexNode> nodes) {
    Map<String, IndexNode> whole = new HashMap<>();
    Map<String, IndexNode> prefixes = new HashMap<>();
    nodes.forEach((beginning, node) -> (beginning.whole() ? whole : prefixes).put(beginning.text(), node));
    return new IndexLabel(name, whole, new PrefixTable(prefixes));
  }
}
