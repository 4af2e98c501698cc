package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.Replica;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.RuleSync.LoadedRule;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledRule;
import dev.shizuka.compile.CompiledRules;
import dev.shizuka.compile.LastGoodRules;
import dev.shizuka.compile.RuleId;
import dev.shizuka.compile.RuleVerdict;
import dev.shizuka.compile.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What compile and delivery came to, told together. */
final class RuleReport {
  /** A rule whose expression nobody could be asked about: it waits, it is not rejected. */
  private static final String UNCHECKED = "Unchecked";
  private final CompiledRules compiled;
  private final Outcome outcome;
  private final LastGoodRules lastGood;

  RuleReport(CompiledRules compiled, Outcome outcome, LastGoodRules lastGood) {
    this.compiled = compiled;
    this.outcome = outcome;
    this.lastGood = lastGood;
  }

  RuleSync tell(String backend, Instant at, Duration took, List<Replica> replicas) {
    List<Verdict> verdicts = verdicts();
    Map<ResourceId, List<LoadedRule>> loaded = new HashMap<>();
    outcome.seen().ifPresent(seen -> loaded.putAll(seen.loaded()));
    loaded.keySet().retainAll(verdicts.stream().map(Verdict::id).collect(Collectors.toSet()));
    int desired = compiled.groups().stream().mapToInt(group -> group.rules().size()).sum();
    int running = (int) loaded.values().stream().flatMap(List::stream).filter(LoadedRule::onAllReplicas).count();
    return new RuleSync(backend, at, took, outcome.synced(), outcome.reason(), outcome.message(), replicas, verdicts,
        loaded, desired, running, rejected(verdicts), outcome.drift());
  }

  private static int rejected(List<Verdict> verdicts) {
    return (int) verdicts.stream().flatMap(verdict -> verdict.rules().stream())
        .filter(rule -> !rule.accepted()
            && rule.problems().stream().anyMatch(problem -> !problem.reason().equals(UNCHECKED)))
        .count();
  }

  private List<Verdict> verdicts() {
    Map<ResourceId, List<Change>> refused = byOwner(outcome.refused());
    Map<ResourceId, List<Change>> untried = byOwner(outcome.untried());
    return compiled.verdicts().stream().map(verdict -> {
      Verdict told = amend(verdict, refused.getOrDefault(verdict.id(), List.of()),
          path -> refused(path, verdict.id()));
      told = amend(told, untried.getOrDefault(verdict.id(), List.of()), this::untried);
      Problem conflict = outcome.conflicts().get(verdict.id());
      return conflict == null || refused.containsKey(verdict.id()) ? told : withProblem(told, conflict, false);
    }).toList();
  }

  private interface Words {
    Problem about(String path);
  }

  private Problem refused(String path, ResourceId owner) {
    Problem known = outcome.conflicts().get(owner);
    return known != null
        ? new Problem(path, known.reason(), known.message())
        : new Problem(path, "BackendRefused",
            "Prometheus refuses to load this although it passed every check, found by trying it alone; it never says why."
                + " What was last good stays in its place; please report it to Shizuka");
  }

  private Problem untried(String path) {
    return new Problem(path, "NotTried",
        "Prometheus refuses something that changed together with this; it is tried again at the next sync");
  }

  private Verdict amend(Verdict verdict, List<Change> changes, Words words) {
    Verdict told = verdict;
    for (Change change : changes) {
      told = switch (change) {
        case Change.OfInterval _ -> withProblem(told, words.about("/spec/interval"), told.accepted());
        case Change.OfRule(_, CompiledRule rule) -> amend(told, rule.id(), words);
      };
    }
    return told;
  }

  private Verdict amend(Verdict verdict, RuleId rule, Words words) {
    return new Verdict(verdict.id(), verdict.generation(), verdict.origin(), verdict.accepted(), verdict.problems(),
        verdict.rules().stream().map(
            declared -> declared.accepted() && declared.id().equals(rule)
                ? leftOut(verdict.id(), declared, words)
                : declared)
            .toList());
  }

  private RuleVerdict leftOut(ResourceId owner, RuleVerdict rule, Words words) {
    boolean standsIn = lastGood.group(owner).stream().flatMap(group -> group.rules().stream())
        .anyMatch(good -> good.id().equals(rule.id()));
    return new RuleVerdict(rule.index(), rule.id(), rule.name(), false, standsIn,
        and(rule.problems(), words.about("/spec/rules/" + rule.index())));
  }

  private static Verdict withProblem(Verdict verdict, Problem problem, boolean accepted) {
    return new Verdict(verdict.id(), verdict.generation(), verdict.origin(), accepted,
        and(verdict.problems(), problem), verdict.rules());
  }

  private static List<Problem> and(List<Problem> problems, Problem one) {
    List<Problem> all = new ArrayList<>(problems);
    all.add(one);
    return all;
  }

  private static Map<ResourceId, List<Change>> byOwner(Collection<Change> changes) {
    Map<ResourceId, List<Change>> byOwner = new HashMap<>();
    Set.copyOf(changes)
        .forEach(change -> byOwner.computeIfAbsent(change.owner(), owner -> new ArrayList<>()).add(change));
    return byOwner;
  }
}
