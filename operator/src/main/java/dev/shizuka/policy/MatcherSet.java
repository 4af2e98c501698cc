package dev.shizuka.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
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
    for (Matcher matcher : matchers) {
      if (!matcher.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return matchers.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
  }
}
