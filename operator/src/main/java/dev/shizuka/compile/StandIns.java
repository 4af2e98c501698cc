package dev.shizuka.compile;

import dev.shizuka.catalog.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts a group together: accepted rules, and the last good versions of the others.
 *
 * <ol>
 * <li>An accepted rule stands in its place.
 * <li>A rule that is not accepted is replaced by its last good version, in its place.
 * <li>One without a last good version may have had another name or other labels. So then every last good rule that no declared one claims goes
 * on running, at the end, in the old order.
 * <li>What an accepted rule already says is not said twice.
 * </ol>
 */
final class StandIns {
  private final List<RuleDraft> drafts;
  private final Map<RuleId, CompiledRule> lastGood;
  private final List<CompiledRule> unclaimed;

  StandIns(List<RuleDraft> drafts, Optional<RuleGroup> lastGood) {
    this.drafts = List.copyOf(drafts);
    List<CompiledRule> last = lastGood.map(RuleGroup::rules).orElse(List.of());
    this.lastGood = last.stream().collect(Collectors.toMap(CompiledRule::id, Function.identity(), (one, other) -> one));
    Set<RuleId> claimed = drafts.stream().map(RuleDraft::id).collect(Collectors.toSet());
    boolean homeless = drafts.stream().anyMatch(draft -> draft.compiled().isEmpty() && !hasLastGood(draft.id()));
    this.unclaimed = homeless ? last.stream().filter(rule -> !claimed.contains(rule.id())).toList() : List.of();
  }

  List<CompiledRule> rules() {
    Set<RuleContent> said = drafts.stream().flatMap(draft -> draft.compiled().stream()).map(RuleContent::of)
        .collect(Collectors.toCollection(HashSet::new));
    List<CompiledRule> rules = new ArrayList<>();
    for (RuleDraft draft : drafts) {
      draft.compiled().ifPresentOrElse(rules::add, () -> Optional.ofNullable(lastGood.get(draft.id()))
          .filter(rule -> said.add(RuleContent.of(rule))).ifPresent(rules::add));
    }
    unclaimed.stream().filter(rule -> said.add(RuleContent.of(rule))).forEach(rules::add);
    return rules;
  }

  List<RuleVerdict> verdicts() {
    return drafts.stream().map(draft -> {
      boolean accepted = draft.compiled().isPresent();
      return new RuleVerdict(draft.index(), draft.id(), draft.id().name(), accepted,
          !accepted && hasLastGood(draft.id()),
          accepted ? draft.problems() : explained(draft));
    }).toList();
  }

  boolean hasLastGood(RuleId id) {
    return lastGood.containsKey(id);
  }

  /** The draft's problems; the first one says what runs instead. */
  private List<Problem> explained(RuleDraft draft) {
    List<Problem> problems = new ArrayList<>(draft.problems());
    Problem first = problems.getFirst();
    problems.set(0, new Problem(first.path(), first.reason(), first.message() + ". " + instead(draft)));
    return problems;
  }

  private String instead(RuleDraft draft) {
    if (hasLastGood(draft.id())) {
      return "Its last good version keeps running";
    }
    if (unclaimed.isEmpty()) {
      return "The rule does not run until then";
    }
    return "No earlier version of this rule is known, so rules of the group that are no longer declared keep running until then: "
        + unclaimed.stream().map(CompiledRule::name).distinct().limit(10).collect(Collectors.joining(", "));
  }
}
