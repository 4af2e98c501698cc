package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.RuleSync.LoadedRule;
import dev.shizuka.backend.prometheus.PrometheusClient.Loaded;
import dev.shizuka.backend.prometheus.PrometheusClient.LoadedGroup;
import dev.shizuka.backend.prometheus.ReadBack.Expected;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.RuleGroup;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the replicas of a backend run, all of them together. */
final class Observation {
  private static final List<String> WORST_FIRST = List.of("err", "unknown", "ok");
  private final Expected expected;
  private final Map<PrometheusClient, ReadBack> replicas;
  private final boolean everyReplica;

  private Observation(Expected expected, Map<PrometheusClient, ReadBack> replicas, boolean everyReplica) {
    this.expected = expected;
    this.replicas = replicas;
    this.everyReplica = everyReplica;
  }

  /** Reads every reachable replica, and asks for the canonical form of an expression only where its text leaves a doubt. */
  static Observation read(Expected expected, Replicas replicas, Expressions expressions) {
    Map<PrometheusClient, List<LoadedGroup>> rules = replicas.rules();
    Map<PrometheusClient, ReadBack> compared = new LinkedHashMap<>();
    rules.forEach((client, groups) -> {
      ReadBack first = ReadBack.compare(expected, groups, expressions::canonical);
      for (int round = 0; round < 2 && !first.unresolved().isEmpty(); round++) {
        expressions.ask(first.unresolved(), replicas);
        first = ReadBack.compare(expected, groups, expressions::canonical);
      }
      compared.put(client, first);
    });
    return new Observation(expected, compared, replicas.failure().isEmpty());
  }

  /** Whether every replica that could be asked runs exactly what is expected; false where none could. */
  boolean complete() {
    return !replicas.isEmpty() && replicas.values().stream().allMatch(ReadBack::complete);
  }

  /** Replicas that run something else. */
  List<PrometheusClient> behind() {
    return replicas.entrySet().stream().filter(entry -> !entry.getValue().complete()).map(Map.Entry::getKey).toList();
  }

  /** Files that do not run as asked for on some replica. */
  TreeSet<String> missing() {
    TreeSet<String> missing = new TreeSet<>();
    replicas.values().forEach(replica -> {
      missing.addAll(replica.missing());
      missing.addAll(replica.leftover());
    });
    return missing;
  }

  /** Groups with rules of which some replica that runs rules runs none, neither as asked for nor otherwise. */
  Set<ResourceId> vanished() {
    return expected.files().entrySet().stream()
        .filter(file -> !file.getValue().rules().isEmpty()
            && replicas.values().stream().anyMatch(replica -> replica.lacks(file.getKey())))
        .map(file -> file.getValue().owner()).collect(Collectors.toSet());
  }

  /** What the replicas run from a file. */
  List<LoadedGroup> shows(String file) {
    return replicas.values().stream().flatMap(replica -> replica.shows(file).stream()).toList();
  }

  /** Groups that run as asked for on every replica that could be asked. */
  Map<ResourceId, RuleGroup> confirmed() {
    Map<ResourceId, RuleGroup> confirmed = new HashMap<>();
    if (!replicas.isEmpty()) {
      expected.files().forEach((file, group) -> {
        if (replicas.values().stream().allMatch(replica -> replica.equal().contains(file))) {
          confirmed.put(group.owner(), group);
        }
      });
    }
    return confirmed;
  }

  /** Files that should have gone and have. */
  Set<String> gone() {
    Set<String> gone = new HashSet<>(replicas.isEmpty() ? Set.of() : expected.gone());
    replicas.values().forEach(replica -> gone.removeAll(replica.leftover()));
    return gone;
  }

  /** Each expected rule as the replicas run it. */
  Map<ResourceId, List<LoadedRule>> loaded() {
    Map<ResourceId, List<LoadedRule>> loaded = new HashMap<>();
    expected.files().forEach(
        (file, group) -> loaded.put(group.owner(),
            IntStream.range(0, group.rules().size()).mapToObj(index -> loaded(file, group, index)).toList()));
    return loaded;
  }

  private LoadedRule loaded(String file, RuleGroup group, int index) {
    List<Optional<Loaded>> found = replicas.values().stream().map(replica -> replica.find(file, group, index)).toList();
    List<Loaded> running = found.stream().flatMap(Optional::stream).toList();
    String health = running.stream().map(Loaded::health).min(Comparator.comparingInt(WORST_FIRST::indexOf))
        .orElse("unknown");
    String error = running.stream().map(Loaded::lastError).filter(text -> !text.isEmpty()).findFirst().orElse("");
    int firing = running.stream().mapToInt(Observation::firing).max().orElse(0);
    boolean everywhere = everyReplica && !found.isEmpty() && found.stream().allMatch(Optional::isPresent);
    return new LoadedRule(group.rules().get(index).id(), everywhere, health, error, firing);
  }

  private static int firing(Loaded rule) {
    return (int) rule.alerts().stream().filter(alert -> "firing".equals(alert.state())).count();
  }
}
