package dev.shizuka.compile;

import dev.shizuka.policy.Condition;
import dev.shizuka.policy.Difference;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Protection;
import dev.shizuka.policy.Timing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A declared inhibition: what it comes to depends on what its policy covers. */
record Inhibition(List<MatcherSet> source, List<String> equal, boolean natively, Instant expires) implements Form {
  /** Empty, with a problem added, if it comes to too many sets. */
  Optional<Timing> timing(PolicyCompiler.Coverage coverage, Problems problems) {
    for (int index = 0; index < source.size(); index++) {
      problems.require(!source.get(index).contradictory(), "/spec/inhibit/source/" + index + "/matchers",
          "SourceMatchesNothing", "No alert can match: its matchers contradict each other");
    }
    Optional<List<MatcherSet>> beside = Difference.of(coverage.sets(), source);
    if (beside.isEmpty()) {
      problems.add("/spec/inhibit/source", "TooManySets", "The targets that are no sources become more than "
          + Protection.MOST_SETS + " sets: use fewer or shorter sources, or name in match what they lack");
      return Optional.empty();
    }
    if (natively && Difference.of(source, coverage.match()).isEmpty()) {
      problems.add("/spec/inhibit/source", "TooManySets", "The sources that are no targets become more than "
          + Protection.MOST_SETS + " of Alertmanager's rules: use fewer or shorter match sets, or realise: Lease");
      return Optional.empty();
    }
    if (!coverage.sets().isEmpty() && beside.get().isEmpty()
        && Difference.of(source, coverage.match()).filter(List::isEmpty).isPresent()) {
      problems.add("/spec/inhibit", "CoversNothing",
          "Every source is also a target and every target a source, and such alerts never inhibit each other");
    }
    return Optional.of(new Timing.Leased(
        new Condition.Inhibit(source, coverage.match(), beside.get(), equal, natively), expires));
  }
}
