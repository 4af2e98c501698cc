package dev.shizuka.policy;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Made-up policies that share labels, values and expressions, and alerts that come close to them; the same for the same seed. */
public record IndexWorld(List<CompiledPolicy> policies, List<Map<String, String>> alerts) {
  private static final List<String> LABELS = List.of("alertname", "job", "namespace", "priority", "team", "severity");
  private static final List<String> VALUES = List.of("", "shop", "web", "api", "web-1", "web-2", "batch-a", "batch-",
      "batch", "p1", "p2", "été", "𝒳", "a\nb", "p1|p2", "(", "Web", "\u00a0", "\ufffd");
  private static final List<String> REGEXES = List.of(".*", ".+", "", "web|api", "web|", "batch-.*", "batch-.+",
      "(web|api)-.*", "(web|api)(-[12])?", "p[12]", "p\\d", "p1|p2", "(?i)web", "^web.*$", "[^p].*", ".*-1", "w.+",
      "web\\-1", "é.*", "été|𝒳", "𝒳?", "(?s)a.b", "a.b", "\\(", "p1\\|p2", "()", "b(atch)?.*", "(?:)", "\\PL*");

  public static IndexWorld of(long seed, int policies, int alerts) {
    return new Maker(new Random(seed)).world(policies, alerts);
  }

  private static final class Maker {
    private final Random random;
    private final Expressions expressions;
    private final List<String> regexes;

    Maker(Random random) {
      this.random = random;
      this.expressions = new Expressions(random);
      this.regexes = some(10, () -> expressions.regex());
    }

    IndexWorld world(int policies, int alerts) {
      List<CompiledPolicy> made = new ArrayList<>();
      IntStream.range(0, policies).forEach(number -> made.add(policy(number)));
      Collections.shuffle(made, random);
      return new IndexWorld(made, some(alerts, this::alert));
    }

    private CompiledPolicy policy(int number) {
      String namespace = expressions.pick(List.of("", "shop", "web"));
      ResourceId id = new ResourceId(
          namespace.isEmpty() ? Kind.CLUSTER_SUPPRESSION_POLICY : Kind.SUPPRESSION_POLICY, namespace,
          "policy-" + number);
      List<MatcherSet> sets = some(1 + random.nextInt(3), () -> set(namespace));
      return new CompiledPolicy(id, "", Mode.Observe, "", sets, Instant.EPOCH, Instant.MAX);
    }

    private MatcherSet set(String namespace) {
      List<Matcher> matchers = new ArrayList<>(some(random.nextInt(5), this::matcher));
      if (!namespace.isEmpty()) {
        matchers.add(new Matcher("namespace", Operation.EQUAL, namespace));
      }
      return MatcherSet.of(matchers);
    }

    private Matcher matcher() {
      Operation operation = expressions.pick(List.of(Operation.values()));
      boolean own = random.nextInt(3) == 0;
      String value = operation.takesRegex() ? expressions.pick(own ? regexes : REGEXES) : value();
      return new Matcher(expressions.pick(LABELS), operation, value);
    }

    private Map<String, String> alert() {
      Map<String, String> labels = new HashMap<>();
      some(random.nextInt(LABELS.size() + 3), () -> expressions.pick(LABELS))
          .forEach(name -> labels.put(name, value()));
      IntStream.range(0, random.nextInt(2) * 8).forEach(number -> labels.put("other" + number, value()));
      return random.nextBoolean() ? labels : Map.copyOf(labels);
    }

    private String value() {
      return random.nextInt(3) == 0 ? expressions.value(expressions.pick(regexes)) : expressions.pick(VALUES);
    }

    private static <T> List<T> some(int count, Supplier<T> one) {
      return IntStream.range(0, count).mapToObj(ignored -> one.get()).toList();
    }
  }
}
