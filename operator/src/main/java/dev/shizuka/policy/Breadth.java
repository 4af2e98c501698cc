package dev.shizuka.policy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether matchers leave anything out. Of a regular expression that is tried: one that matches every short text of the characters that occur,
 * and the empty one where a label may be missing, is taken to match everything. A matcher that excludes one value is one that excludes.
 */
public final class Breadth {
  /** Every declared alert has them, so that {@code .+} excludes none. */
  private static final Set<String> ALWAYS_THERE = Set.of("alertname", "namespace");
  private static final int LENGTH = 8;
  private static final List<String> NAMES = texts("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
  private static final List<String> TEXTS = texts(
      IntStream.rangeClosed(' ', '~').collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .append("é静").toString());

  private Breadth() {}

  /** Whether the set matches every alert; matchers on that label, unless it is empty, do not count. */
  public static boolean everything(MatcherSet set, String given) {
    return !set.contradictory() && set.matchers().stream()
        .allMatch(matcher -> !given.isEmpty() && matcher.name().equals(given) || excludesNothing(matcher));
  }

  private static boolean excludesNothing(Matcher matcher) {
    boolean there = ALWAYS_THERE.contains(matcher.name());
    return switch (matcher.operation()) {
      case EQUAL -> false;
      case REGEX -> there
          ? NAMES.stream().allMatch(matcher::matchesValue)
          : matcher.matchesValue("") && TEXTS.stream().allMatch(matcher::matchesValue);
      case NOT_EQUAL, NOT_REGEX -> there && matcher.negated().literals()
          .filter(values -> values.stream().allMatch(value -> value.isEmpty() || value.equals(Synthetic.ALERTNAME)))
          .isPresent();
    };
  }

  /** The characters in pieces, forwards and backwards. */
  private static List<String> texts(String characters) {
    String backwards = new StringBuilder(characters).reverse().toString();
    return Stream.of(characters, backwards)
        .flatMap(all -> IntStream.iterate(0, at -> at < all.length(), at -> at + LENGTH)
            .mapToObj(at -> all.substring(at, Math.min(at + LENGTH, all.length()))))
        .toList();
  }
}
