package dev.shizuka.compile;

import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.MatcherSyntax;
import dev.shizuka.policy.MatcherSyntaxException;
import dev.shizuka.policy.Operation;
import dev.shizuka.policy.Synthetic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The matcher sets of a policy, and what is wrong with them. Those of a namespaced policy match alerts of its namespace only, and none matches a
 * synthetic alert.
 */
final class MatchReader {
  private static final int MOST_SETS = 32;
  private static final int MOST_MATCHERS = 32;

  private final ResourceId policy;
  private final Problems problems;

  MatchReader(ResourceId policy, Problems problems) {
    this.policy = policy;
    this.problems = problems;
  }

  /** In their order, one for each; only to be used if no problem was added. */
  List<MatcherSet> read(String path, String reason, List<Match> declared) {
    problems.require(!declared.isEmpty() && declared.size() <= MOST_SETS, path, reason,
        "1 to " + MOST_SETS + " sets of matchers are required");
    return IntStream.range(0, Math.min(declared.size(), MOST_SETS))
        .mapToObj(index -> set(path + "/" + index + "/matchers", reason, declared.get(index).matchers()))
        .flatMap(Optional::stream).toList();
  }

  private Optional<MatcherSet> set(String path, String reason, List<String> texts) {
    if (!problems.require(!texts.isEmpty() && texts.size() <= MOST_MATCHERS, path, reason,
        "1 to " + MOST_MATCHERS + " matchers are required")) {
      return Optional.empty();
    }
    List<Matcher> matchers = new ArrayList<>();
    for (int index = 0; index < texts.size(); index++) {
      try {
        matchers.add(MatcherSyntax.parse(texts.get(index)));
      } catch (MatcherSyntaxException wrong) {
        problems.add(path + "/" + index, "MatcherInvalid", wrong.getMessage());
      }
    }
    if (policy.kind() == Kind.SUPPRESSION_POLICY) {
      matchers.add(new Matcher("namespace", Operation.EQUAL, policy.namespace()));
    }
    return Optional.of(Synthetic.without(MatcherSet.of(matchers)));
  }
}
