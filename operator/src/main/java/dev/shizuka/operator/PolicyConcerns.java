package dev.shizuka.operator;

import dev.shizuka.api.Condition;
import dev.shizuka.catalog.Problem;
import dev.shizuka.compile.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What asks for a decision on a policy in force: conditions that stand, {@code True}, only while they hold. */
final class PolicyConcerns {
  /** Of what compile says; everything else that it says of a policy in force stands in Accepted. */
  private static final Set<String> OF_COMPILE = Set.of("Broad", "Expiring", "NeedsApproval");
  private static final Set<String> WARNED_OF = Set.of("Broad", "Late", "Limited", "NeedsApproval");
  private static final Set<String> TOLD = Set.of("Expiring", "Unused");

  private PolicyConcerns() {}

  /** By type, sorted; of several of one type the first speaks. */
  static Map<String, Finding> of(Verdict verdict, List<Problem> notes) {
    Map<String, Finding> concerns = new TreeMap<>();
    Stream.concat(verdict.problems().stream().filter(PolicyConcerns::own), notes.stream()).forEach(
        problem -> concerns.putIfAbsent(problem.reason(), Finding.good(problem.reason(), problem.message())));
    return concerns;
  }

  /** Whether the problem has a condition of its own. */
  static boolean own(Problem problem) {
    return OF_COMPILE.contains(problem.reason());
  }

  /** Told once, when it appears. */
  static List<Notice> news(List<Condition> before, List<Condition> after) {
    return after.stream().filter(now -> Conditions.find(before, now.type()).isEmpty())
        .flatMap(now -> notice(now).stream()).toList();
  }

  private static Optional<Notice> notice(Condition condition) {
    String note = String.valueOf(condition.message());
    if (WARNED_OF.contains(condition.type())) {
      return Optional.of(Notice.warning(condition.type(), note));
    }
    return TOLD.contains(condition.type()) ? Optional.of(Notice.normal(condition.type(), note)) : Optional.empty();
  }
}
