package dev.shizuka.compile;

import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.catalog.Unreadable;
import dev.shizuka.policy.ClosedPriority;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.PolicyIndex;
import dev.shizuka.policy.Protection;
import dev.shizuka.policy.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Policies and priorities, checked and compiled together: a change of a priority changes what every policy covers. */
public final class PolicyCompiler {
  /** When a decision is asked for. */
  private static final Duration EXPIRES_SOON = Duration.ofDays(7);

  private final PolicySurroundings around;
  private final PriorityBook book;
  private final Approvals approvals;
  private final Map<ResourceId, List<Unreadable>> unreadable;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<CompiledPolicy> policies = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();

  /**
   * What a policy covers.
   *
   * @param match as declared
   * @param sets with protection
   */
  record Coverage(List<MatcherSet> match, List<MatcherSet> sets) {}

  /** Everything but what can only be said once all are compiled. */
  private record Draft(Declared<SuppressionPolicySpec> declared, Optional<CompiledPolicy> compiled,
      Problems problems) {
    static Draft quarantined(Declared<SuppressionPolicySpec> declared, Problem broken) {
      Problems problems = new Problems();
      problems.add(broken.path(), broken.reason(), broken.message());
      return new Draft(declared, Optional.empty(), problems);
    }
  }

  private PolicyCompiler(Catalog catalog, LastGoodPriorities lastGood, PolicySurroundings around) {
    this.around = around;
    this.book = PriorityBook.of(catalog, lastGood);
    this.approvals = new Approvals(catalog, around.approvals(), book.approvable());
    this.unreadable = UnreadableObjects.of(catalog, Kind.SUPPRESSION_POLICY);
    unreadable.putAll(UnreadableObjects.of(catalog, Kind.CLUSTER_SUPPRESSION_POLICY));
  }

  /**
   * In {@link PolicySurroundings#at}.
   *
   * @param lastGood what {@link LastGoodPriorities#of} gave of the compile before
   */
  public static CompiledPolicies compile(Catalog catalog, LastGoodPriorities lastGood, Instant now) {
    return compile(catalog, lastGood, PolicySurroundings.at(now));
  }

  /** @param lastGood what {@link LastGoodPriorities#of} gave of the compile before */
  public static CompiledPolicies compile(Catalog catalog, LastGoodPriorities lastGood, PolicySurroundings around) {
    PolicyCompiler compiler = new PolicyCompiler(catalog, lastGood, around);
    catalog.policies().forEach(declared -> compiler.drafts.add(
        Quarantine.around(() -> compiler.draft(declared), broken -> Draft.quarantined(declared, broken))));
    compiler.judge(catalog);
    compiler.unreadable
        .forEach((id, found) -> compiler.verdicts.add(new Verdict(id, 0, found.getFirst().origin(), false,
            found.stream().map(Unreadable::problem).toList(), List.of())));
    compiler.verdicts.addAll(compiler.book.verdicts());
    compiler.verdicts.sort(Comparator.comparing(Verdict::id));
    return new CompiledPolicies(compiler.policies, compiler.verdicts, compiler.book.priorities(),
        compiler.book.frozen());
  }

  private Draft draft(Declared<SuppressionPolicySpec> declared) {
    Problems problems = new Problems();
    PolicyCheck check = new PolicyCheck(declared.id(), declared.spec(), around, problems);
    Optional<CompiledPolicy> compiled = problems.none()
        ? check.form().flatMap(form -> compiled(declared, form, problems, check.sets()))
        : Optional.empty();
    return new Draft(declared, compiled.map(this::tried), problems);
  }

  /** Asks what everybody asks of a policy later on: where it breaks the code, it breaks it here and alone. */
  private CompiledPolicy tried(CompiledPolicy policy) {
    policy.timing().standing(around.now());
    policy.timing().next(around.now());
    PolicyIndex.of(List.of(policy)).covering(Map.of());
    return policy;
  }

  private void judge(Catalog catalog) {
    BroadRail rail = new BroadRail(catalog, drafts.stream().flatMap(draft -> draft.compiled().stream()).toList());
    for (Draft made : drafts) {
      Draft draft = Quarantine.around(() -> judged(made, rail), broken -> Draft.quarantined(made.declared(), broken));
      Declared<SuppressionPolicySpec> declared = draft.declared();
      draft.compiled().ifPresent(policies::add);
      // What was last read of it stays in force, as a source that gives both means it to.
      List<Unreadable> unread = Optional.ofNullable(unreadable.remove(declared.id())).orElse(List.of());
      List<Problem> all = new ArrayList<>(draft.problems().all());
      unread.forEach(one -> all.add(one.problem()));
      verdicts.add(new Verdict(declared.id(), declared.generation(), declared.origin(), draft.compiled().isPresent(),
          all, List.of()));
    }
  }

  private static Draft judged(Draft draft, BroadRail rail) {
    Optional<String> broad = draft.compiled().flatMap(policy -> rail.objection(draft.declared(), policy));
    broad.ifPresent(sentence -> draft.problems().add("/spec/acceptBroad", "Broad", sentence));
    return broad.isEmpty()
        ? draft
        : new Draft(draft.declared(), draft.compiled().map(CompiledPolicy::observed), draft.problems());
  }

  private Optional<CompiledPolicy> compiled(Declared<SuppressionPolicySpec> declared, Form form, Problems problems,
      List<MatcherSet> match) {
    Approvals.Standing approval = approvals.of(declared, match);
    Set<String> approved = approval.inForce() ? approval.opens().keySet() : Set.of();
    Optional<List<MatcherSet>> sets = book.protection(approved).compile(match);
    if (sets.isEmpty()) {
      problems.add("/spec/match", "TooManySets", "With what the closed priorities protect it becomes more than "
          + Protection.MOST_SETS + " silences: use fewer match sets, or name an open priority in each");
      return Optional.empty();
    }
    namesProtected(match, approval.opens().keySet(), problems);
    needsApproval(approval, problems);
    if (sets.get().isEmpty()) {
      problems.add("/spec/match", "CoversNothing",
          "No alert can match: its matchers contradict each other, or only protected alerts would be left");
    }
    expiring(declared.spec(), problems);
    Coverage coverage = new Coverage(match, sets.get());
    return timing(form, coverage, problems).map(timing -> compiled(declared, timing, coverage));
  }

  private void expiring(SuppressionPolicySpec spec, Problems problems) {
    Instant expires = spec.expires();
    if (expires != null && !expires.isAfter(around.now().plus(EXPIRES_SOON))) {
      problems.add("/spec/expires", "Expiring",
          "The policy ends at " + expires + ": set a later expires if it is still needed, else let it end");
    }
  }

  private Optional<Timing> timing(Form form, Coverage coverage, Problems problems) {
    return switch (form) {
      case Inhibition inhibition -> inhibition.timing(coverage, problems);
      case Form.Plain(Timing timing) -> {
        if (timing instanceof Timing.Recurring && timing.next(around.now()).isEmpty()) {
          problems.add("/spec/schedule", "NoWindow", "No window starts before the policy expires: it covers nothing");
        }
        yield Optional.of(timing);
      }
    };
  }

  private static CompiledPolicy compiled(Declared<SuppressionPolicySpec> declared, Timing timing, Coverage coverage) {
    SuppressionPolicySpec spec = declared.spec();
    return new CompiledPolicy(declared.id(), declared.uid(), spec.modeOrObserve(),
        spec.reason() == null ? "" : spec.reason(), coverage.sets(), timing,
        spec.reference() == null ? "" : spec.reference(), coverage.match());
  }

  /** Tells of closed priorities that a set asks for by name; what a wider expression would take in nobody asked for. */
  private void namesProtected(List<MatcherSet> match, Set<String> approvable, Problems problems) {
    for (int index = 0; index < match.size(); index++) {
      for (String name : match.get(index).values("priority").orElse(List.of())) {
        ClosedPriority closed = book.closed().get(name);
        if (closed != null && !approvable.contains(name)) {
          problems.add("/spec/match/" + index + "/matchers", "NamesProtected",
              name + " " + closed.why() + ": its alerts stay audible");
        }
      }
    }
  }

  /** Tells who may do what next, where a set names such a priority or an approval was tried. */
  private static void needsApproval(Approvals.Standing approval, Problems problems) {
    if (approval.asked()) {
      approval.missing().ifPresent(next -> problems.add("/spec/match", "NeedsApproval",
          String.join(", ", approval.opens().keySet()) + " needs an approval: " + next));
    }
  }
}
