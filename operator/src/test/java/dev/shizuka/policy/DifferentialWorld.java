package dev.shizuka.policy;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicySpec.Schedule;
import dev.shizuka.api.SuppressionPolicySpec.Silence;
import dev.shizuka.api.SuppressionPolicySpec.Window;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.compile.PolicyObjects;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Many policies side by side, of each form that a calendar decides, and alerts that come close to them; the same for the same seed and hour.
 *
 * @param alerts without empty labels, as Alertmanager keeps them, each with a label {@code id} of its own
 */
record DifferentialWorld(Catalog catalog, List<Map<String, String>> alerts) {
  private static final Instant NOW = Instant.now();
  private static final List<String> LABELS = List.of("alertname", "job", "team", "severity", "priority", "namespace");
  private static final List<String> VALUES = List.of("", "web", "web-1", "web-2", "Web", "api", "batch-a", "batch-",
      "critical", "warning", "p1", "p2", "p3", "p4", "p5", "p9", "P3", "p3|p4", "shop", "infra", "a\nb", "a\"b",
      "a\\b", "\\", "\"", "'`", "été", "𝒳", "\u00a0", "a.b", "{a=b}", "a,b");
  private static final List<String> REGEXES = List.of(".*", ".+", "", "web|api", "web|", "|p3", "(web|api)(-[12])?",
      "web-.*", "batch-.+", "p[1-9]?", "p3|p4", "(?i)p3|web", "[^p].*", ".*-1", "a.b", "(?s)a.b", "a\\.b", "a\\\\b",
      "\"", "a\"b|a\\\\b", "été|𝒳", "𝒳?", "..é", "\\PL*", "\\{a=b\\}", "a,b|'`", "sho.|infra");

  static DifferentialWorld of(long seed, int policies, int alerts) {
    Maker maker = new Maker(new Random(seed));
    return new DifferentialWorld(
        PolicyObjects.catalog(maker.priorities(), IntStream.range(0, policies).mapToObj(maker::policy).toList()),
        IntStream.range(0, alerts).mapToObj(maker::alert).toList());
  }

  private static final class Maker {
    private final Random random;
    private final Expressions expressions;
    private final List<String> regexes;

    Maker(Random random) {
      this.random = random;
      this.expressions = new Expressions(random);
      this.regexes = some(20, expressions::regex);
    }

    List<Declared<AlertPrioritySpec>> priorities() {
      return List.of(
          PolicyObjects.priority("p1", 1, Suppression.Forbidden, Map.of("severity", "critical", "team", "web")),
          PolicyObjects.priority("p2", 2, Suppression.Approval, Map.of("job", "a\"b"), Map.of("team", "été")),
          PolicyObjects.priority("p3", 3, Suppression.Allowed, Map.of("severity", "warning")),
          PolicyObjects.priority("p4", 4, Suppression.Allowed), PolicyObjects.priority("p5", 5, Suppression.Forbidden));
    }

    Declared<SuppressionPolicySpec> policy(int number) {
      List<Match> match = some(1 + random.nextInt(2), () -> new Match(some(1 + random.nextInt(3), this::matcher)));
      int from = random.nextInt(5) == 0 ? 2 : -2;
      boolean recurs = random.nextBoolean();
      return PolicyObjects.policy(expressions.pick(List.of("", "", "shop", "infra")), "policy-" + number,
          new SuppressionPolicySpec(random.nextInt(8) == 0 ? Mode.Observe : Mode.Enforce, "made up \"" + number + "\\",
              null, NOW.plus(Duration.ofDays(30)), match, recurs ? null : silence(from),
              recurs ? schedule(from) : null));
    }

    private static Silence silence(int hours) {
      return new Silence(NOW.plus(Duration.ofHours(hours)), NOW.plus(Duration.ofHours(hours + 3)));
    }

    private static Schedule schedule(int hours) {
      String from = NOW.plus(Duration.ofHours(hours)).toString();
      String until = NOW.plus(Duration.ofHours(hours + 3)).toString();
      return new Schedule("UTC", List.of(
          new Window(null, List.of(from.substring(0, 10)), from.substring(11, 16), until.substring(11, 16))), null);
    }

    private String matcher() {
      Operation operation = expressions.pick(List.of(Operation.values()));
      List<String> known = random.nextInt(3) == 0 ? regexes : REGEXES;
      String value = expressions.pick(operation.takesRegex() ? known : VALUES);
      return new Matcher(expressions.pick(LABELS), operation, value).toString();
    }

    Map<String, String> alert(int number) {
      Map<String, String> labels = new TreeMap<>();
      LABELS.stream().filter(ignored -> random.nextInt(4) > 0).forEach(label -> labels.put(label, value()));
      labels.values().removeIf(String::isEmpty);
      labels.put("id", "alert-" + number);
      return labels;
    }

    private String value() {
      return random.nextInt(3) == 0 ? expressions.value(expressions.pick(regexes)) : expressions.pick(VALUES);
    }

    private static <T> List<T> some(int count, Supplier<T> one) {
      return IntStream.range(0, count).mapToObj(ignored -> one.get()).toList();
    }
  }
}
