package dev.shizuka.compile;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Inhibition;
import dev.shizuka.api.MonitoringBackendSpec.InhibitionFile;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Inhibit;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicySpec.Realise;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.MatcherSyntax;
import dev.shizuka.policy.MatcherSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Made-up inhibitions and alerts, the same for the same seeds; each seed's stay among themselves by their label {@code world}. Every alert has a
 * label {@code id} that no matcher knows.
 */
public record InhibitionWorld(Catalog catalog, List<Map<String, String>> alerts) {
  private static final Map<String, List<String>> VALUES = Map.of("alertname", List.of("Down", "Slow", "Full"), "node",
      List.of("", "n1", "n2"), "zone", List.of("", "z\"1\\"), "severity", List.of("", "critical", "warning"),
      "priority", List.of("", "p1", "p4", "p4"), "namespace", List.of("shop", "shop", "bank"));
  private static final List<String> MATCHERS = List.of("alertname=Down", "alertname=~Down|Slow", "alertname!=Full",
      "node=n1", "node!=n1", "node=\"\"", "node=~.+", "zone=~\"z.*\"", "zone!~\"z.*\"", "severity=critical",
      "severity!=critical", "severity=~\"|warning\"", "priority=p4", "priority!=p4", "priority=\"\"");

  public static InhibitionWorld of(long... seeds) {
    List<Declared<AlertPrioritySpec>> priorities = List.of(
        PolicyObjects.priority("p1", 1, Suppression.Forbidden, Map.of("severity", "critical", "node", "n2")),
        PolicyObjects.priority("p4", 4, Suppression.Allowed));
    List<Declared<SuppressionPolicySpec>> policies = new ArrayList<>();
    List<Map<String, String>> alerts = new ArrayList<>();
    for (long seed : seeds) {
      Random random = new Random(seed);
      policies.add(policy(random, "w" + seed));
      for (int count = 0; count < 12; count++) {
        alerts.add(alert(random, "w" + seed, alerts.size()));
      }
    }
    return new InhibitionWorld(PolicyObjects.catalog(priorities, policies), alerts);
  }

  /** A backend whose Alertmanager's configuration is ours to complete. */
  public static Declared<MonitoringBackendSpec> backend() {
    return PolicyObjects.backend(new MonitoringBackendSpec(null, List.of(), null, null,
        new MonitoringBackendSpec.Alertmanager(List.of("http://localhost:9093"),
            new Inhibition(null, new InhibitionFile("/base", "/output"))),
        null, null));
  }

  private static Declared<SuppressionPolicySpec> policy(Random random, String world) {
    List<String> equal = List.of("node", "zone", "severity").stream().filter(label -> random.nextBoolean()).toList();
    return PolicyObjects.policy(random.nextBoolean() ? "" : "shop", "policy-" + world,
        new SuppressionPolicySpec(Mode.Enforce, "Nobody acts on it", "", PolicyObjects.EXPIRES, sets(random, world),
            null, null, new Inhibit(sets(random, world), equal, Realise.Native), null, null, null));
  }

  private static List<Match> sets(Random random, String world) {
    List<Match> sets = new ArrayList<>();
    for (int count = random.nextInt(1, 3); count > 0; count--) {
      List<String> matchers = new ArrayList<>(List.of("world=" + world));
      for (int more = random.nextInt(1, 3); more > 0; more--) {
        matchers.add(MATCHERS.get(random.nextInt(MATCHERS.size())));
      }
      sets.add(new Match(matchers));
    }
    return sets;
  }

  private static Map<String, String> alert(Random random, String world, int id) {
    Map<String, String> labels = new TreeMap<>(Map.of("world", world, "id", world + "-" + id));
    new TreeMap<>(VALUES).forEach((label, values) -> labels.put(label, values.get(random.nextInt(values.size()))));
    labels.values().removeIf(String::isEmpty);
    return labels;
  }

  public CompiledPolicies compiled() {
    return PolicyCompiler.compile(catalog, LastGoodPriorities.NONE, PolicyObjects.NOW);
  }

  /** Whether an accepted policy inhibits it, as the reference defines: from what is declared, and from nothing that is compiled. */
  public boolean inhibited(Map<String, String> target, CompiledPolicies compiled) {
    return catalog.policies().stream()
        .filter(policy -> compiled.policies().stream().anyMatch(one -> one.id().equals(policy.id())))
        .anyMatch(policy -> matches(policy, policy.spec().match(), target) && open(target)
            && alerts.stream().anyMatch(source -> inhibits(policy, source, target)));
  }

  private static boolean inhibits(Declared<SuppressionPolicySpec> policy, Map<String, String> source,
      Map<String, String> target) {
    Inhibit inhibit = policy.spec().inhibit();
    return matches(policy, inhibit.source(), source)
        && inhibit.equal().stream()
            .allMatch(label -> source.getOrDefault(label, "").equals(target.getOrDefault(label, "")))
        && !(matches(policy, inhibit.source(), target) && matches(policy, policy.spec().match(), source));
  }

  private static boolean matches(Declared<SuppressionPolicySpec> policy, List<Match> sets, Map<String, String> alert) {
    boolean reached = policy.id().namespace().isEmpty() || policy.id().namespace().equals(alert.get("namespace"));
    return reached && sets.stream().anyMatch(set -> set(set).matches(alert));
  }

  private static MatcherSet set(Match match) {
    try {
      List<Matcher> matchers = new ArrayList<>();
      for (String text : match.matchers()) {
        matchers.add(MatcherSyntax.parse(text));
      }
      return MatcherSet.of(matchers);
    } catch (MatcherSyntaxException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private static boolean open(Map<String, String> alert) {
    String priority = alert.getOrDefault("priority", "");
    return priority.equals("p4") || priority.isEmpty()
        && !("critical".equals(alert.get("severity")) && "n2".equals(alert.get("node")));
  }
}
