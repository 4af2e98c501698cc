package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.prometheus.ReadBack.Expected;
import dev.shizuka.backend.prometheus.Shards.Shard;
import dev.shizuka.compile.RuleGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rules as ConfigMaps that the kubelet brings to Prometheus, a minute or more later. A reload before that succeeds with the old content, so
 * each map carries a rule with the digest of the rest, and has arrived when that digest is read back. Each sync writes, reloads and looks;
 * while something has not arrived it asks to be run again soon instead of waiting, so that a newer edit is never held up.
 */
final class ConfigMapDelivery implements Delivery {
  private final ConfigMaps maps;
  private final Target target;
  private final Shards shards;
  private final ConfirmedRules confirmed;
  private final Expressions expressions;
  /** What we last wrote or found right, by shard. */
  private final Map<Integer, Map<String, String>> last = new HashMap<>();
  private final Set<String> everPlaced = new HashSet<>();
  private final Refusal refusal = new Refusal();
  private long writtenAt = System.nanoTime();

  /** @param name of the maps, before {@code -SHARD} */
  record Target(String namespace, String name) {}

  ConfigMapDelivery(ConfigMaps maps, Target target, Shards shards, ConfirmedRules confirmed, Expressions expressions) {
    this.maps = maps;
    this.target = target;
    this.shards = shards;
    this.confirmed = confirmed;
    this.expressions = expressions;
  }

  @Override
  public void start() {
    everPlaced.addAll(Rendering.byFile(confirmed.groups().values()).keySet());
  }

  /** What the maps of one sync came to. */
  private static final class Written {
    private final TreeSet<String> overflowing = new TreeSet<>();
    private final TreeSet<String> heldBack = new TreeSet<>();
    private final TreeMap<String, RuleGroup> files = new TreeMap<>();
    private final List<BackendException> failures = new ArrayList<>();
    private int drift;
  }

  @Override
  public Outcome deliver(Round round) {
    Written written = new Written();
    if (round.replicas().reachable().isEmpty()) {
      return unreachable(round.replicas(), written).withDrift(written.drift);
    }
    List<RuleGroup> groups = refusal.choose(round.groups(), good());
    shards.split(groups).forEach(shard -> write(shard, written));
    return judge(round, groups, written).withDrift(written.drift);
  }

  /** Nothing that Prometheus did not confirm may lie there when it starts. */
  private Outcome unreachable(Replicas replicas, Written written) {
    if (!confirmed.groups().isEmpty()) {
      shards.split(good()).forEach(shard -> write(shard, written));
    }
    return replicas.failure().map(Outcome::failed).orElseGet(
        () -> Outcome.of("Unreachable", "This backend names no Prometheus: set spec.prometheus.urls"));
  }

  private List<RuleGroup> good() {
    return List.copyOf(new TreeMap<>(confirmed.groups()).values());
  }

  private void write(Shard shard, Written written) {
    written.files.putAll(shard.files());
    String name = target.name() + "-" + shard.number();
    try {
      Optional<Map<String, String>> before = maps.read(target.namespace(), name);
      Map<String, String> known = last.get(shard.number());
      if (known == null
          ? before.filter(data -> !shards.intact(data)).isPresent()
          : !before.equals(Optional.of(known))) {
        written.drift++;
      }
      if (shard.overflows()) {
        written.overflowing.add(name);
        written.heldBack.addAll(shard.files().keySet());
      } else if (!before.equals(Optional.of(shard.data()))) {
        maps.write(target.namespace(), name, shard.data());
        writtenAt = System.nanoTime();
      }
      Optional<Map<String, String>> now = shard.overflows() ? before : Optional.of(shard.data());
      now.ifPresent(data -> last.put(shard.number(), data));
    } catch (BackendException failed) {
      written.failures.add(failed);
      written.heldBack.addAll(shard.files().keySet());
    }
  }

  private Outcome judge(Round round, List<RuleGroup> groups, Written written) {
    Replicas replicas = round.replicas();
    Expected expected = new Expected(written.files, gone(written), "");
    Observation seen = Observation.read(expected, replicas, expressions);
    TreeSet<String> waiting = seen.missing();
    waiting.removeAll(written.heldBack);
    if (!waiting.isEmpty() || refusal.stands()) {
      if (!replicas.reload(seen.behind().isEmpty() ? replicas.reachable() : seen.behind()).isEmpty()) {
        return refusedReload(replicas, groups).with(seen);
      }
      refusal.loadsAgain();
      seen = Observation.read(expected, replicas, expressions);
      waiting = seen.missing();
      waiting.removeAll(written.heldBack);
    }
    if (seen.complete()) {
      everPlaced.retainAll(written.files.keySet());
    }
    everPlaced.addAll(written.files.keySet());
    return outcome(replicas, written, waiting).with(seen);
  }

  private Outcome outcome(Replicas replicas, Written written, TreeSet<String> waiting) {
    if (!written.failures.isEmpty()) {
      return Outcome.failed(written.failures.getFirst());
    }
    if (!written.overflowing.isEmpty()) {
      return overflow(written.overflowing.first());
    }
    if (replicas.failure().isPresent()) {
      return Outcome.failed(replicas.failure().get());
    }
    if (refusal.stands()) {
      return refusal.loadsWithout(replicas.first());
    }
    if (!waiting.isEmpty()) {
      return notArrived(replicas, waiting);
    }
    return Outcome.of(Outcome.SYNCED, "Every replica runs exactly what is declared");
  }

  private Outcome overflow(String name) {
    return Outcome.of("Overflow", "ConfigMap " + target.namespace() + "/" + name + " would be larger than "
        + Shards.LARGEST
        + " bytes and keeps its old content: set spec.prometheus.delivery.configMap.shards higher than "
        + shards.count() + " and mount the new maps");
  }

  private Outcome notArrived(Replicas replicas, TreeSet<String> waiting) {
    boolean late = Refusal.olderThan(writtenAt, Refusal.PATIENCE);
    Outcome outcome = Outcome.of("NotArrived",
        replicas.first() + " does not run " + waiting.first() + " yet" + (late
            ? ", five minutes after it was written: check that its pod mounts all ConfigMaps " + target.name()
                + "-0 to "
                + target.name() + "-" + (shards.count() - 1) + " and that rule_files has that folder"
            : ": the kubelet takes a minute or more to bring a change"));
    return late ? outcome : outcome.lookAgain(Refusal.LOOK_AGAIN);
  }

  private Outcome refusedReload(Replicas replicas, List<RuleGroup> groups) {
    if (refusal.begins(groups, good())) {
      Written back = new Written();
      shards.split(good()).forEach(shard -> write(shard, back));
    }
    return refusal.refuses(replicas.first());
  }

  private Set<String> gone(Written written) {
    Set<String> gone = new TreeSet<>(everPlaced);
    gone.removeAll(written.files.keySet());
    return gone;
  }
}
