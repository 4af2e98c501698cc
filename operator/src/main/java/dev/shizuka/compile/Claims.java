package dev.shizuka.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Which last good rule each declared one is a version of. Both have the same kind, name and fixed labels; among equals the first of these
 * decides, for an ordinal alone slips when one of them is renamed or removed:
 *
 * <ol>
 * <li>An accepted rule with the same expression, {@code for} and priority.
 * <li>An accepted rule with the same expression.
 * <li>A rule that is not accepted with the same expression.
 * <li>The same ordinal.
 * <li>Any that is left.
 * </ol>
 */
final class Claims {
  private final Map<Integer, CompiledRule> byIndex = new HashMap<>();
  private final Map<RuleId, List<CompiledRule>> free = new HashMap<>();
  private final List<CompiledRule> last;

  Claims(List<RuleDraft> drafts, List<CompiledRule> last) {
    this.last = List.copyOf(last);
    last.forEach(rule -> free.computeIfAbsent(rule.id().first(), equals -> new ArrayList<>()).add(rule));
    BiPredicate<RuleDraft, CompiledRule> sameExpression = (draft, rule) -> draft.expr().equals(rule.expr());
    List<RuleDraft> accepted = drafts.stream().filter(draft -> draft.compiled().isPresent()).toList();
    claim(accepted.stream(), (draft, rule) -> same(draft.compiled().orElseThrow(), rule));
    claim(accepted.stream(), sameExpression);
    claim(drafts.stream(), sameExpression);
    claim(drafts.stream(), (draft, rule) -> draft.id().equals(rule.id()));
    claim(drafts.stream(), (draft, rule) -> true);
  }

  /** The last good version of a declared rule. */
  Optional<CompiledRule> of(RuleDraft draft) {
    return Optional.ofNullable(byIndex.get(draft.index()));
  }

  /** Last good rules that no declared one is a version of, in their order. */
  List<CompiledRule> unclaimed() {
    return last.stream()
        .filter(rule -> Objects.requireNonNull(free.get(rule.id().first())).contains(rule)).toList();
  }

  private static boolean same(CompiledRule one, CompiledRule other) {
    return one.expr().equals(other.expr()) && one.forDuration().equals(other.forDuration())
        && Objects.equals(one.labels().get("priority"), other.labels().get("priority"));
  }

  private void claim(Stream<RuleDraft> drafts, BiPredicate<RuleDraft, CompiledRule> same) {
    drafts.filter(draft -> !byIndex.containsKey(draft.index())).forEach(draft -> {
      List<CompiledRule> equals = free.getOrDefault(draft.id().first(), List.of());
      equals.stream().filter(rule -> same.test(draft, rule)).findFirst().ifPresent(rule -> {
        equals.remove(rule);
        byIndex.put(draft.index(), rule);
      });
    });
  }
}
