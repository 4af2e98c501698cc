package dev.shizuka.compile;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Made-up priorities, policies with sly matchers, and alerts, the same for the same seed. */
public record PolicyWorld(Catalog catalog, List<Map<String, String>> alerts) {
  private static final List<String> LABELS = List.of("alertname", "severity", "team", "namespace", "priority");
  private static final List<String> VALUES = List.of("", "critical", "warning", "crit", "Critical", "p1", "p2", "p3",
      "p4", "p9", "P1", "p1|p2", "shop", "a\nb", "été", "a.b", "𝒳");
  private static final List<String> REGEXES = List.of(".*", ".+", "", "crit.*", "critical|warning", "(critical)?",
      "p[1-3]", "p1|p2", "|p1", "p1|", "(?i)P1", "(?i:crit)ical", "[^p].*", "p\\d", ".*1", "a\\.b", "a.b", "(?s)a.b",
      "^p1$", "\\bp1\\b", "p1\\|p2", "(p|q)[^1]", "p{1,2}1", "\\pL+", "[[:alpha:]]+", "()", "(?:p1)*", "shop|");

  public static PolicyWorld of(long seed) {
    Random random = new Random(seed);
    List<Declared<AlertPrioritySpec>> priorities = new ArrayList<>();
    for (String name : List.of("p1", "p2", "p3", "p4")) {
      if (random.nextInt(5) > 0) {
        priorities.add(priority(random, name));
      }
    }
    List<Declared<SuppressionPolicySpec>> policies = new ArrayList<>();
    for (int index = 0; index < 3; index++) {
      policies.add(PolicyObjects.policy(random.nextBoolean() ? "" : "shop", "policy-" + index,
          some(random, 1, 3, PolicyWorld::matchers)));
    }
    return new PolicyWorld(PolicyObjects.catalog(priorities, policies), some(random, 30, 40, PolicyWorld::labels));
  }

  @SuppressWarnings("unchecked")
  private static Declared<AlertPrioritySpec> priority(Random random, String name) {
    Map<String, String>[] assign = some(random, 0, 3, PolicyWorld::assign).toArray(Map[]::new);
    return PolicyObjects.priority(name, 1 + random.nextInt(4), pick(random, List.of(Suppression.values())), assign);
  }

  private static Map<String, String> assign(Random random) {
    Map<String, String> assign = labels(random);
    assign.remove("priority");
    if (random.nextBoolean()) {
      assign.values().removeIf(String::isEmpty);
    }
    if (assign.isEmpty()) {
      assign.put("severity", "critical");
    }
    return assign;
  }

  private static Map<String, String> labels(Random random) {
    Map<String, String> labels = new HashMap<>();
    some(random, 0, 4, LABELS).forEach(label -> labels.put(label, pick(random, VALUES)));
    return labels;
  }

  private static List<String> matchers(Random random) {
    return some(random, 1, 3, PolicyWorld::matcher);
  }

  private static String matcher(Random random) {
    Operation operation = pick(random, List.of(Operation.values()));
    String value = pick(random, operation.takesRegex() ? REGEXES : VALUES);
    return new Matcher(pick(random, LABELS), operation, value).toString();
  }

  private static <T> List<T> some(Random random, int least, int most, java.util.function.Function<Random, T> one) {
    return IntStream.range(0, random.nextInt(least, most + 1)).mapToObj(ignored -> one.apply(random)).toList();
  }

  private static List<String> some(Random random, int least, int most, List<String> all) {
    return some(random, least, most, generator -> pick(generator, all));
  }

  private static <T> T pick(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
