package dev.shizuka.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.catalog.Unreadable;
import dev.shizuka.cli.Finding.Level;
import dev.shizuka.compile.RuleVerdict;
import dev.shizuka.compile.Verdict;
import dev.shizuka.engine.NativeInhibition;
import dev.shizuka.engine.Results;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was refused, and what should be looked at, in the order of files and lines. */
final class Findings {
  private static final Pattern IN_RULE = Pattern.compile("/spec/rules/(\\d+)(/.*)?");

  private final TreeSet<Finding> found = new TreeSet<>();
  private final Map<Origin, ResourceId> ids = new HashMap<>();
  private final Set<ResourceId> unread = new HashSet<>();
  private final Set<RuleAt> unreadRules = new HashSet<>();

  private record RuleAt(ResourceId group, int index) {}

  private Findings() {}

  /** Sorted; what several backends say alike stands there once. */
  static List<Finding> of(Results results) {
    Findings findings = new Findings();
    Catalog catalog = results.catalog();
    Stream.of(catalog.ruleGroups(), catalog.priorities(), catalog.policies(), catalog.backends(), catalog.reports())
        .flatMap(List::stream)
        .filter(object -> !object.origin().file().isEmpty())
        .forEach(object -> findings.ids.put(object.origin(), object.id()));
    catalog.unreadable().forEach(each -> each.id().ifPresent(id -> findings.ids.put(each.origin(), id)));
    catalog.unreadable().forEach(findings::addUnreadable);
    results.verdicts().forEach(findings::addVerdict);
    results.rules().values().stream().map(RuleSync::verdicts).flatMap(List::stream).forEach(findings::addVerdict);
    results.silences().values().forEach(sync -> sync.failures()
        .forEach((policy, words) -> findings.addOf(catalog, policy, Level.REFUSED,
            new Problem("", "SilenceFailed", words))));
    findings.addUninhibited(results);
    results.reports().forEach((report, status) -> delivery(status.lastDelivery())
        .ifPresent(problem -> findings.addOf(catalog, report, Level.NOTE, problem)));
    results.notes().forEach(
        (policy, notes) -> notes.forEach(note -> findings.addOf(catalog, policy, Level.NOTE, note)));
    return List.copyOf(findings.found);
  }

  /** Whether anything declared is not in force: exit code 1. */
  static boolean refused(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.level() == Level.REFUSED);
  }

  /** For {@code -o json}: one object on one line; what is unknown is absent. */
  static String json(Finding finding) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("level",
        finding.level() == Level.NOTE ? "note" : "refused");
    if (!finding.file().isEmpty()) {
      object.put("file", finding.file()).put("line", finding.line());
    }
    finding.resource().ifPresent(id -> {
      object.put("kind", id.kind().title());
      if (!id.namespace().isEmpty()) {
        object.put("namespace", id.namespace());
      }
      object.put("name", id.name());
    });
    finding.rule().ifPresent(rule -> object.put("rule", rule));
    return object.put("reason", finding.reason()).put("message", finding.message()).toString();
  }

  private void addUnreadable(Unreadable unreadable) {
    Origin origin = unreadable.origin();
    Problem problem = unreadable.problem();
    // Further mistakes of an object come without an id but from the same place.
    Optional<ResourceId> id = unreadable.id().or(() -> Optional.ofNullable(ids.get(origin)));
    Optional<Integer> rule = rule(problem);
    unreadable.id().ifPresent(unread::add);
    id.ifPresent(group -> rule.ifPresent(index -> unreadRules.add(new RuleAt(group, index))));
    found.add(new Finding(Level.REFUSED, origin.file(), origin.line(problem.path()), id, rule, problem.reason(),
        problem.message()));
  }

  private void addVerdict(Verdict verdict) {
    if (!unread.contains(verdict.id())) {
      Level level = verdict.accepted() ? Level.NOTE : Level.REFUSED;
      verdict.problems().forEach(problem -> add(verdict, level, problem, problem.message()));
      if (!verdict.accepted() && verdict.problems().isEmpty()) {
        add(verdict, level, new Problem("", "NotInForce", ""), "it is not in force");
      }
    }
    verdict.rules().forEach(rule -> addRule(verdict, rule));
  }

  private void addRule(Verdict verdict, RuleVerdict rule) {
    if (unreadRules.contains(new RuleAt(verdict.id(), rule.index())) || unread.contains(verdict.id())) {
      return;
    }
    Level level = rule.accepted() ? Level.NOTE : Level.REFUSED;
    String after = rule.lastGood() ? " (its last good version keeps running)" : "";
    String place = "/spec/rules/" + rule.index();
    List<Problem> problems = rule.accepted() || !rule.problems().isEmpty()
        ? rule.problems()
        : List.of(new Problem(place, "NotInForce", "the rule is not in force"));
    for (Problem problem : problems) {
      String path = problem.path().startsWith(place) ? problem.path() : place;
      String name = rule.name().isEmpty() ? "rule " + rule.index() : rule.name();
      add(verdict, level, new Problem(path, problem.reason(), problem.message()),
          name + ": " + problem.message() + after);
    }
  }

  private void add(Verdict verdict, Level level, Problem problem, String message) {
    Origin origin = verdict.origin();
    found.add(new Finding(level, origin.file(), origin.line(problem.path()), Optional.of(verdict.id()), rule(problem),
        problem.reason(), message));
  }

  /** A sync that has not ended is no failure. */
  private void addUninhibited(Results results) {
    NativeInhibition natively = new NativeInhibition(results);
    results.policies().policies().forEach(policy -> results.catalog().backends()
        .forEach(backend -> natively.trouble(policy, backend).filter(trouble -> !trouble.reason().equals("NotYet"))
            .ifPresent(trouble -> addOf(results.catalog(), policy.id(), Level.REFUSED, trouble))));
  }

  /** A delivery that is not tried any more and may not have arrived. */
  private static Optional<Problem> delivery(NoiseReportStatus.@Nullable Delivery last) {
    return Optional.ofNullable(last).filter(one -> Set.of("Failed", "Unknown").contains(one.result()))
        .map(one -> new Problem("/spec/delivery", "Delivery" + one.result(),
            "the report of " + one.run() + ": " + one.message()));
  }

  private void addOf(Catalog catalog, ResourceId object, Level level, Problem problem) {
    Origin origin = Stream.<Declared<?>>concat(catalog.policies().stream(), catalog.reports().stream())
        .filter(declared -> declared.id().equals(object)).map(Declared::origin).findFirst().orElse(Origin.CLUSTER);
    found.add(new Finding(level, origin.file(), origin.line(problem.path()), Optional.of(object), Optional.empty(),
        problem.reason(), problem.message()));
  }

  private static Optional<Integer> rule(Problem problem) {
    Matcher place = IN_RULE.matcher(problem.path());
    return place.matches() ? Optional.of(Integer.valueOf(place.group(1))) : Optional.empty();
  }
}
