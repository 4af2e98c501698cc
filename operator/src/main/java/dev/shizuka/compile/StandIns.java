package dev.shizuka.compile;

import dev.shizuka.catalog.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Claims claims;
  private final List<CompiledRule> unclaimed;

  StandIns(List<RuleDraft> drafts, Optional<RuleGroup> lastGood) {
    this.drafts = List.copyOf(drafts);
    this.claims = new Claims(drafts, lastGood.map(RuleGroup::rules).orElse(List.of()));
    boolean homeless = drafts.stream().anyMatch(draft -> draft.compiled().isEmpty() && claims.of(draft).isEmpty());
    this.unclaimed = homeless ? claims.unclaimed() : List.of();
  }

  List<CompiledRule> rules() {
    Set<RuleContent> said = drafts.stream().flatMap(draft -> draft.compiled().stream()).map(RuleContent::of)
        .collect(Collectors.toCollection(HashSet::new));
    List<CompiledRule> rules = new ArrayList<>();
    for (RuleDraft draft : drafts) {
      draft.compiled().ifPresentOrElse(rules::add, () -> claims.of(draft)
          .filter(rule -> said.add(RuleContent.of(rule))).map(rule -> rule.as(draft.id())).ifPresent(rules::add));
    }
    Set<RuleId> taken = drafts.stream().map(RuleDraft::id).collect(Collectors.toCollection(HashSet::new));
    unclaimed.stream().filter(rule -> said.add(RuleContent.of(rule)))
        .forEach(rule -> rules.add(rule.as(untaken(rule.id(), taken))));
    return rules;
  }

  /** That id, or the next of its equals that nothing in the group has. */
  private static RuleId untaken(RuleId wanted, Set<RuleId> taken) {
    RuleId id = wanted;
    while (!taken.add(id)) {
      id = new RuleId(id.kind(), id.name(), id.labels(), id.ordinal() + 1);
    }
    return id;
  }

  List<RuleVerdict> verdicts() {
    return drafts.stream().map(draft -> {
      boolean accepted = draft.compiled().isPresent();
      return new RuleVerdict(draft.index(), draft.id(), draft.id().name(), accepted, !accepted && hasLastGood(draft),
          accepted ? draft.problems() : explained(draft));
    }).toList();
  }

  /** Verdicts where the group's last good version stands in for it whole. */
  List<RuleVerdict> verdictsOfRefusedGroup() {
    return drafts.stream().map(draft -> new RuleVerdict(draft.index(), draft.id(), draft.id().name(), false,
        hasLastGood(draft), draft.problems())).toList();
  }

  private boolean hasLastGood(RuleDraft draft) {
    return claims.of(draft).isPresent();
  }

  /** The draft's problems; the first one says what runs instead. */
  private List<Problem> explained(RuleDraft draft) {
    List<Problem> problems = new ArrayList<>(draft.problems());
    Problem first = problems.getFirst();
    problems.set(0, new Problem(first.path(), first.reason(), first.message() + ". " + instead(draft)));
    return problems;
  }

  private String instead(RuleDraft draft) {
    if (hasLastGood(draft)) {
      return "Its last good version keeps running";
    }
    if (unclaimed.isEmpty()) {
      return "The rule does not run until then";
    }
    return "No earlier version of this rule is known, so rules of the group that are no longer declared keep running until then: "
        + unclaimed.stream().map(CompiledRule::name).distinct().limit(10).collect(Collectors.joining(", "));
  }
}
