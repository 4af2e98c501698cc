package dev.shizuka.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which alerts no policy may cover (DESIGN, "How protection is compiled"). A match set M becomes
 * <ol>
 * <li>M ∧ {@code priority} is one of the open names;
 * <li>M ∧ {@code priority=""} ∧ ¬A for every {@code assign} set A of a closed priority.
 * </ol>
 * M's own matchers on {@code priority} are decided here, name by name, and do not appear in the result. A priority that is neither open nor
 * closed here is not declared, and thereby closed.
 */
public final class Protection {
  /** Most sets that a policy may become. */
  public static final int MOST_SETS = 32;
  static final String LABEL = "priority";

  private final List<String> open;
  private final List<MatcherSet> closedAssigns;
  private final boolean unlabelledClosed;

  /** @param open names of the priorities that may be suppressed */
  public Protection(Collection<String> open, Collection<ClosedPriority> closed) {
    this.open = open.stream().filter(name -> !name.isEmpty()).distinct().sorted().toList();
    this.closedAssigns = closed.stream().flatMap(priority -> priority.assign().orElse(List.of()).stream())
        .map(assign -> (Map<String, String>) new TreeMap<>(assign)).distinct()
        .sorted(Comparator.<Map<String, String>>comparingInt(Map::size).thenComparing(Map::toString))
        .map(Protection::set).toList();
    this.unlabelledClosed = closed.stream().anyMatch(priority -> priority.assign().isEmpty());
  }

  /** The sets that stand for these, without those that match nothing more; empty if they would be more than {@link #MOST_SETS}. */
  public Optional<List<MatcherSet>> compile(List<MatcherSet> match) {
    List<MatcherSet> all = new ArrayList<>();
    for (MatcherSet set : match) {
      MatcherSet rest = set.without(LABEL);
      List<String> names = open.stream().filter(name -> set.allows(LABEL, name)).toList();
      if (!names.isEmpty()) {
        all.add(rest.and(Alternatives.matcher(LABEL, names)));
      }
      if (!unlabelledClosed && set.allows(LABEL, "")) {
        Optional<List<MatcherSet>> unlabelled = Difference.outside(rest.and(new Matcher(LABEL, Operation.EQUAL, "")),
            closedAssigns);
        if (unlabelled.isEmpty()) {
          return Optional.empty();
        }
        all.addAll(unlabelled.get());
      }
    }
    List<MatcherSet> widest = Difference.widest(all);
    return widest.size() > MOST_SETS ? Optional.empty() : Optional.of(widest);
  }

  private static MatcherSet set(Map<String, String> assign) {
    return new MatcherSet(assign.entrySet().stream()
        .map(wanted -> new Matcher(wanted.getKey(), Operation.EQUAL, wanted.getValue())).toList());
  }
}
