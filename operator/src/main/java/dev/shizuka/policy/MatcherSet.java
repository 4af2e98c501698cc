package dev.shizuka.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Matchers that must all hold; sorted and without duplicates, so that equal sets are equal. An empty set matches everything. */
public record MatcherSet(List<Matcher> matchers) {
  public MatcherSet {
    matchers = matchers.stream().distinct().sorted().toList();
  }

  public static MatcherSet of(Collection<Matcher> matchers) {
    return new MatcherSet(List.copyOf(matchers));
  }

  public boolean matches(Map<String, String> labels) {
    return matchAll(labels, false) && matchAll(labels, true);
  }

  /** Those that need RE2/J, or the others: these are asked first, for they are a hundred times faster. */
  private boolean matchAll(Map<String, String> labels, boolean slow) {
    for (Matcher matcher : matchers) {
      if (matcher.slow() == slow && !matcher.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /** This set with one more matcher. */
  public MatcherSet and(Matcher matcher) {
    List<Matcher> all = new ArrayList<>(matchers);
    all.add(matcher);
    return new MatcherSet(all);
  }

  /** What both match. */
  public MatcherSet and(MatcherSet other) {
    List<Matcher> all = new ArrayList<>(matchers);
    all.addAll(other.matchers);
    return new MatcherSet(all);
  }

  /** This set without its matchers on that label. */
  public MatcherSet without(String label) {
    return new MatcherSet(matchers.stream().filter(matcher -> !matcher.name().equals(label)).toList());
  }

  /** True only if it certainly matches nothing; what is sly enough may match nothing and is not found out. */
  public boolean contradictory() {
    return matchers.stream().anyMatch(matcher -> matchers.stream().anyMatch(matcher::opposes)
        || values(matcher.name()).map(List::isEmpty).orElse(false));
  }

  /** True only if the other set certainly matches whatever this one matches. */
  public boolean within(MatcherSet other) {
    return other.matchers.stream().allMatch(this::implies);
  }

  private boolean implies(Matcher matcher) {
    return matchers.contains(matcher)
        || values(matcher.name()).map(values -> values.stream().allMatch(matcher::matchesValue)).orElse(false);
  }

  /** The values of a label that this set can match, where they are few and certain. */
  public Optional<List<String>> values(String label) {
    return matchers.stream().filter(matcher -> matcher.name().equals(label))
        .flatMap(matcher -> matcher.literals().stream()).findFirst()
        .map(values -> values.stream().filter(value -> allows(label, value)).toList());
  }

  /** Whether a label of that value (empty: missing) satisfies all matchers on that label. */
  public boolean allows(String label, String value) {
    return matchers.stream().allMatch(matcher -> !matcher.name().equals(label) || matcher.matchesValue(value));
  }

  @Override
  public String toString() {
    return matchers.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
  }
}
