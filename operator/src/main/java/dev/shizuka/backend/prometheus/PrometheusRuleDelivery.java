package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.prometheus.ReadBack.Expected;
import dev.shizuka.backend.prometheus.RuleObjectWrites.Written;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.RuleGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Rules as PrometheusRules, which prometheus-operator checks, gathers in ConfigMaps of its own and has Prometheus reload: a minute or two.
 * Nothing is asked of Prometheus but to be read: a group has arrived when it is read back as declared, rule by rule. Each sync writes and
 * looks; while something has not arrived it asks to be run again soon instead of waiting, so that a newer edit is never held up.
 */
final class PrometheusRuleDelivery implements Delivery {
  private final String namespace;
  private final RuleObjects objects;
  private final RuleObjectWrites writes;
  private final ConfirmedRules confirmed;
  private final Expressions expressions;
  private final Refusal refusal = new Refusal();
  private final LeftOutGroups leftOut = new LeftOutGroups();
  /** Every file that may still run, by what Prometheus calls it. */
  private final Map<String, String> everPlaced = new HashMap<>();
  private long writtenAt = System.nanoTime();

  PrometheusRuleDelivery(String namespace, RuleObjects objects, RuleObjectWrites writes, ConfirmedRules confirmed,
      Expressions expressions) {
    this.namespace = namespace;
    this.objects = objects;
    this.writes = writes;
    this.confirmed = confirmed;
    this.expressions = expressions;
  }

  @Override
  public void start() {
    confirmed.groups().values().forEach(this::place);
  }

  private void place(RuleGroup group) {
    everPlaced.put(objects.shown(objects.name(group)), RuleFile.name(group));
  }

  @Override
  public Outcome deliver(Round round) {
    Replicas replicas = round.replicas();
    if (replicas.reachable().isEmpty()) {
      return unreachable(replicas);
    }
    List<RuleGroup> groups = leftOut.choose(refusal.choose(round.groups(), good()), confirmed.groups());
    Written written = write(groups);
    Outcome outcome = judge(replicas, groups, written);
    Map<ResourceId, Problem> conflicts = new TreeMap<>(leftOut.problems());
    conflicts.putAll(written.conflicts);
    List<RuleGroup> refused = Stream.concat(leftOut.groups().stream(), stale(written)).toList();
    return outcome.with(Set.copyOf(Change.between(refused, confirmed.groups())), Set.of(), conflicts)
        .withDrift(written.drift);
  }

  /** Groups that could not be written, and of which the last good version lies there still. */
  private Stream<RuleGroup> stale(Written written) {
    Map<ResourceId, RuleGroup> good = confirmed.groups();
    return written.files.values().stream().filter(group -> written.conflicts.containsKey(group.owner())
        && !written.foreign(group) && good.containsKey(group.owner()));
  }

  /** Nothing that Prometheus did not confirm may lie there when it starts. */
  private Outcome unreachable(Replicas replicas) {
    int drift = confirmed.groups().isEmpty() ? 0 : write(good()).drift;
    return replicas.failure().map(Outcome::failed)
        .orElseGet(() -> Outcome.of("Unreachable", "This backend names no Prometheus: set spec.prometheus.urls"))
        .withDrift(drift);
  }

  private List<RuleGroup> good() {
    return List.copyOf(new TreeMap<>(confirmed.groups()).values());
  }

  private Written write(List<RuleGroup> groups) {
    Written written = writes.write(groups);
    if (written.changed) {
      writtenAt = System.nanoTime();
    }
    written.inPlace.forEach(file -> place(Objects.requireNonNull(written.files.get(file))));
    // What is somebody else's is not left over when the group goes.
    written.files.values().stream().filter(written::foreign)
        .forEach(group -> everPlaced.remove(objects.shown(objects.name(group))));
    written.deleted.forEach(name -> everPlaced.putIfAbsent(objects.shown(name), name));
    return written;
  }

  private Outcome judge(Replicas replicas, List<RuleGroup> groups, Written written) {
    Observation seen = Observation.read(expected(written), replicas, expressions);
    if (seen.complete()) {
      everPlaced.values().retainAll(written.files.keySet());
    }
    leftOut.look(seen, groups, confirmed.groups());
    TreeSet<String> waiting = seen.missing();
    waiting.removeIf(file -> written.files.containsKey(file) && !written.inPlace.contains(file));
    if (!waiting.isEmpty() || refusal.stands()) {
      if (!replicas.refusing().isEmpty()) {
        if (refusal.begins(groups, good())) {
          write(good());
        }
        return refusal.refuses(replicas.first()).with(seen);
      }
      refusal.loadsAgain();
    }
    return outcome(replicas, written, waiting, seen).with(seen);
  }

  private Expected expected(Written written) {
    Set<String> gone = new TreeSet<>(everPlaced.values());
    gone.removeAll(written.files.keySet());
    Map<String, String> shown = Map.copyOf(everPlaced);
    Map<ResourceId, RuleGroup> good = confirmed.groups();
    TreeMap<String, RuleGroup> files = new TreeMap<>(written.files);
    files.values().removeIf(group -> written.conflicts.containsKey(group.owner()));
    stale(written).forEach(group -> files.put(RuleFile.name(group), good.getOrDefault(group.owner(), group)));
    return new Expected(files, gone, "",
        file -> Optional.ofNullable(shown.get(RuleObjects.withoutUid(file))).orElse(file));
  }

  private Outcome outcome(Replicas replicas, Written written, TreeSet<String> waiting, Observation seen) {
    Optional<BackendException> failure = written.failure.or(replicas::failure);
    if (failure.isPresent()) {
      return Outcome.failed(failure.get());
    }
    if (refusal.stands()) {
      return refusal.loadsWithout(replicas.first());
    }
    if (!waiting.isEmpty()) {
      return notArrived(replicas, waiting.first(), written, seen);
    }
    return Outcome.of(Outcome.SYNCED,
        written.conflicts.isEmpty() && leftOut.problems().isEmpty()
            ? "Every replica runs exactly what is declared"
            : "Every replica runs what is declared but for groups that could not be placed: their conditions say why");
  }

  private Outcome notArrived(Replicas replicas, String file, Written written, Observation seen) {
    RuleGroup group = written.files.get(file);
    if (group == null) {
      return untilLate(replicas.first() + " still runs " + file + ", whose PrometheusRule has been deleted",
          "check that prometheus-operator runs, and what the config-reloader of that Prometheus says");
    }
    Optional<String> enforced = EnforcedLabel.of(group, seen.shows(file), namespace);
    if (enforced.isPresent()) {
      return Outcome.of("LabelEnforced", "prometheus-operator puts " + enforced.get() + "=\"" + namespace
          + "\" into every rule and selector (enforcedNamespaceLabel), so that they are not what is declared: list"
          + " PrometheusRules of namespace " + namespace + " in excludedFromEnforcement of that Prometheus");
    }
    return untilLate(
        replicas.first() + " does not run what PrometheusRule " + namespace + "/" + objects.name(group) + " says",
        "check that ruleSelector and ruleNamespaceSelector of that Prometheus select it, and that its Events tell of no"
            + " rejection");
  }

  private Outcome untilLate(String what, String then) {
    return Refusal.olderThan(writtenAt, Refusal.PATIENCE)
        ? Outcome.of("NotArrived", what + ", five minutes after the last change: " + then)
        : Outcome
            .of("NotArrived", what + ": prometheus-operator and the kubelet take a minute or two to bring a change")
            .lookAgain(Refusal.LOOK_AGAIN);
  }
}
