package dev.shizuka.compile;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.catalog.Unreadable;
import dev.shizuka.policy.ClosedPriority;
import dev.shizuka.policy.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All declared priorities, judged: which are open, which are closed and by what. One that is refused or unreadable is closed with its last
 * good {@code assign}.
 */
final class PriorityBook {
  private final LastGoodPriorities lastGood;
  private final Map<String, AlertPrioritySpec> specs = new TreeMap<>();
  private final List<String> open = new ArrayList<>();
  private final Map<String, ClosedPriority> closed = new TreeMap<>();
  private final Set<String> approvable = new TreeSet<>();
  private final List<Verdict> verdicts = new ArrayList<>();

  private PriorityBook(LastGoodPriorities lastGood) {
    this.lastGood = lastGood;
  }

  static PriorityBook of(Catalog catalog, LastGoodPriorities lastGood) {
    PriorityBook book = new PriorityBook(lastGood);
    Map<ResourceId, List<Unreadable>> unreadable = UnreadableObjects.of(catalog, Kind.ALERT_PRIORITY);
    for (Declared<AlertPrioritySpec> declared : catalog.priorities()) {
      List<Problem> problems = new ArrayList<>(Quarantine.around(() -> PriorityCheck.check(declared), List::of));
      unreadable.getOrDefault(declared.id(), List.of()).forEach(one -> problems.add(one.problem()));
      book.judge(declared, problems);
    }
    catalog.priorities().forEach(declared -> unreadable.remove(declared.id()));
    unreadable.forEach(book::unreadable);
    return book;
  }

  private void judge(Declared<AlertPrioritySpec> declared, List<Problem> problems) {
    String name = declared.id().name();
    AlertPrioritySpec spec = declared.spec();
    verdict(declared.id(), declared.generation(), declared.origin(), problems);
    if (!problems.isEmpty()) {
      standIn(name, "is refused and counts as Forbidden");
      return;
    }
    specs.put(name, spec);
    switch (spec.suppressionOrForbidden()) {
      case Allowed -> open.add(name);
      case Approval -> {
        approvable.add(name);
        closed.put(name,
            new ClosedPriority(name, "needs an approval, and none is in force", Optional.of(spec.assign())));
      }
      case Forbidden -> closed.put(name, new ClosedPriority(name, "is Forbidden", Optional.of(spec.assign())));
    }
  }

  private void unreadable(ResourceId id, List<Unreadable> found) {
    verdict(id, 0, found.getFirst().origin(), found.stream().map(Unreadable::problem).toList());
    standIn(id.name(), "is unreadable and counts as Forbidden");
  }

  private void standIn(String name, String why) {
    Optional<AlertPrioritySpec> good = Optional.ofNullable(lastGood.specs().get(name));
    good.ifPresent(spec -> specs.put(name, spec));
    closed.put(name, new ClosedPriority(name, why, good.map(AlertPrioritySpec::assign)));
  }

  private void verdict(ResourceId id, long generation, Origin origin, List<Problem> problems) {
    verdicts.add(new Verdict(id, generation, origin, problems.isEmpty(), problems, List.of()));
  }

  List<String> open() {
    return open;
  }

  /** By name. */
  Map<String, ClosedPriority> closed() {
    return closed;
  }

  /** Good ones with {@code suppression: Approval}. */
  Map<String, AlertPrioritySpec> approvable() {
    Map<String, AlertPrioritySpec> found = new TreeMap<>();
    closed.keySet().stream().filter(approvable::contains).forEach(name -> found.put(name, specs.get(name)));
    return found;
  }

  /** What protects alerts from a policy for which these are open too. */
  Protection protection(Set<String> approved) {
    List<String> opened = new ArrayList<>(open);
    opened.addAll(approved);
    return new Protection(opened,
        closed.values().stream().filter(priority -> !approved.contains(priority.name())).toList());
  }

  List<Verdict> verdicts() {
    return verdicts;
  }

  /** Good ones as declared, others as they last were good. */
  Priorities priorities() {
    return new Priorities(specs);
  }

  /** Whether it is unknown what some closed priority protects. */
  boolean frozen() {
    return closed.values().stream().anyMatch(priority -> priority.assign().isEmpty());
  }
}
