package dev.shizuka.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What some matcher sets match without what others match, as matcher sets again. ¬(m1 ∧ m2) is a choice of ¬m1 or ¬m2, so the sets multiply; one
 * that contradicts what is taken away stays as it is.
 */
public final class Difference {
  /** Products may grow this far before they shrink again. */
  private static final int MOST_INTERMEDIATE_SETS = 64;
  /** What is compared, each with each, to see which contains which. */
  private static final int MOST_COMPARED = 1024;

  private Difference() {}

  /** Sorted, none within another, none that certainly matches nothing; empty if they would be more than {@link Protection#MOST_SETS}. */
  public static Optional<List<MatcherSet>> of(List<MatcherSet> from, List<MatcherSet> removed) {
    List<MatcherSet> all = new ArrayList<>();
    for (MatcherSet set : from) {
      Optional<List<MatcherSet>> left = outside(set, removed);
      if (left.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(left.get());
    }
    List<MatcherSet> widest = widest(all);
    return widest.size() > Protection.MOST_SETS ? Optional.empty() : Optional.of(widest);
  }

  /** The set ∧ ¬R for every R; empty if the product grows too far on the way. */
  static Optional<List<MatcherSet>> outside(MatcherSet set, List<MatcherSet> removed) {
    List<MatcherSet> sets = widest(List.of(set));
    for (MatcherSet one : removed) {
      List<Matcher> choices = one.matchers().stream().map(Matcher::negated).toList();
      List<MatcherSet> product = sets.stream()
          .flatMap(rest -> rest.and(one).contradictory() ? Stream.of(rest) : products(rest, choices)).toList();
      sets = product.size() > MOST_COMPARED ? product : widest(product);
      if (sets.size() > MOST_INTERMEDIATE_SETS) {
        return Optional.empty();
      }
    }
    return Optional.of(sets);
  }

  private static Stream<MatcherSet> products(MatcherSet set, List<Matcher> choices) {
    return choices.stream().map(set::and).filter(product -> !product.contradictory());
  }

  /** Without sets that match nothing, and without those that another one contains; the first of equal ones stays. */
  static List<MatcherSet> widest(List<MatcherSet> sets) {
    List<MatcherSet> widest = new ArrayList<>();
    for (MatcherSet set : sets) {
      if (!set.contradictory() && widest.stream().noneMatch(set::within)) {
        widest.removeIf(other -> other.within(set));
        widest.add(set);
      }
    }
    widest.sort(Comparator.comparing(MatcherSet::toString));
    return List.copyOf(widest);
  }
}
