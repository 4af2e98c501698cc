package dev.shizuka.policy;

import java.util.List;
import java.util.Optional;

/**
 * What an alert certainly has if a matcher holds: this label, not empty, and its value begins in one of these ways. A matcher that holds without the
 * label has no key.
 *
 * @param beginnings the one of nothing stands for the mere presence of the label
 */
record IndexKey(String label, List<Beginning> beginnings) {
  static Optional<IndexKey> of(Matcher matcher) {
    if (matcher.matchesValue("")) {
      return Optional.empty();
    }
    return Optional.of(new IndexKey(matcher.name(), switch (matcher.operation()) {
      case EQUAL -> List.of(new Beginning(matcher.value(), true));
      case REGEX -> present(Beginnings.of(matcher.value()));
      case NOT_EQUAL, NOT_REGEX -> Beginnings.ANY;
    }));
  }

  /** Without the empty value, which the matcher refuses. */
  private static List<Beginning> present(List<Beginning> all) {
    List<Beginning> present = all.stream().filter(one -> !one.whole() || !one.text().isEmpty()).toList();
    return present.isEmpty() ? Beginnings.ANY : present;
  }
}
