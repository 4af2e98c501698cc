package dev.shizuka.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.AlertRuleGroupSpec.Rule;
import dev.shizuka.testbed.RealPrometheus;
import dev.shizuka.testbed.Testbed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What compile lets through, the real Prometheus takes. */
class RuleCompilerIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RULES = Integer.getInteger("shizuka.generated.rules", 20_000);

  private static final List<String> STRICTER = List.of("{{else with}}", "every supported Prometheus",
      "nil is not a command",
      "multiple definition", "cannot be named", "missing command", "range can only initialize",
      "assignment to undefined",
      "1_000.5");

  @TempDir
  private Path directory;

  @Test
  void whatCompileLetsThroughPromtoolAccepts() throws Exception {
    List<RuleGroup> groups = new ArrayList<>();
    int declared = 0;
    for (int seed = 0; seed < RULES / 500; seed++) {
      RuleWorld world = generated(seed);
      declared += world.verdict().rules().size();
      groups.addAll(renamed(world.compile().groups(), seed));
    }
    int loaded = groups.stream().mapToInt(group -> group.rules().size()).sum();
    assertThat(loaded).as("let through of %d", declared).isBetween(declared / 10, declared * 9 / 10);
    promtoolAccepts(groups);
    oldestStartsWith(groups);
  }

  /** Templates that Go would parse and we refuse all the same must be those that TemplateSyntax names. */
  @Test
  void templatesAreJudgedAsPromtoolJudgesThem() throws Exception {
    RuleTexts texts = new RuleTexts(new Random(1));
    List<String> templates = IntStream.range(0, RULES).mapToObj(index -> texts.template(2)).distinct().toList();
    List<CompiledRule> rules = IntStream.range(0, templates.size()).mapToObj(index -> new CompiledRule(
        new RuleId("alert", "Rule" + index, Map.of(), 0), true, "Rule" + index, "vector(1)", "", "", Map.of(),
        Map.of("summary", templates.get(index)))).toList();
    Set<Integer> refused = refusedByPromtool(List.of(new RuleGroup(RuleWorld.GROUP, "1h", rules)));
    assertThat(refused).hasSizeBetween(templates.size() / 10, templates.size() * 9 / 10);
    List<String> wronglyGood = new ArrayList<>();
    List<String> wronglyBad = new ArrayList<>();
    for (int index = 0; index < templates.size(); index++) {
      String error = TemplateSyntax.error(templates.get(index)).orElse("");
      if (error.isEmpty() && refused.contains(index)) {
        wronglyGood.add(templates.get(index));
      } else if (!error.isEmpty() && !refused.contains(index) && STRICTER.stream().noneMatch(error::contains)) {
        wronglyBad.add(templates.get(index) + "  =>  " + error);
      }
    }
    assertThat(wronglyGood).isEmpty();
    assertThat(wronglyBad).isEmpty();
  }

  private Set<Integer> refusedByPromtool(List<RuleGroup> groups) throws Exception {
    Path output = directory.resolve("promtool.log");
    promtool(groups, output);
    Set<Integer> refused = new HashSet<>();
    Matcher rule = Pattern.compile("rule \\d+, \"Rule(\\d+)\"").matcher(Files.readString(output));
    while (rule.find()) {
      refused.add(Integer.valueOf(rule.group(1)));
    }
    return refused;
  }

  @Test
  void promtoolAcceptsThePublicAlertsAsCompiled() throws Exception {
    List<RuleGroup> groups = new ArrayList<>();
    for (AlertRuleGroupSpec group : RuleFile.corpus()) {
      groups.addAll(renamed(RuleWorld.of(group).compile().groups(), groups.size()));
    }
    assertThat(groups.stream().mapToInt(group -> group.rules().size()).sum()).isEqualTo(954);
    promtoolAccepts(groups);
  }

  @ParameterizedTest
  @ValueSource(strings = {RealPrometheus.NEWEST, RealPrometheus.OLDEST})
  void seriesThatDifferOnlyInAStampedLabelFireSideBySide(String binary) throws Exception {
    List<String> labels = List.of("namespace", "service", "owner", "priority", "severity");
    List<Rule> rules = labels.stream().map(label -> alert("Two" + label, two(label), Map.of(), "s", null)).toList();
    RuleWorld world = RuleWorld.of(new AlertRuleGroupSpec("checkout", "team \"{{shop}}\"", "1s", null, rules));
    try (RealPrometheus prometheus = RealPrometheus.start(directory, binary, "")) {
      Files.writeString(prometheus.rules().resolve("shop.yaml"), RuleFile.text(world.compile().groups()));
      prometheus.restart();
      await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
        JsonNode loaded = rules(prometheus);
        assertThat(loaded).hasSize(labels.size()).allSatisfy(rule -> {
          assertThat(rule.path("health").asText()).as(rule.toString()).isEqualTo("ok");
          assertThat(rule.path("alerts")).hasSize(3);
        });
      });
      JsonNode loaded = rules(prometheus);
      for (int index = 0; index < labels.size(); index++) {
        carries(loaded.get(index).path("alerts"), labels.get(index));
      }
    }
  }

  /** Every alert has the stamps; the three series' own values of that label stand beside them. */
  private static void carries(JsonNode alerts, String label) {
    List<JsonNode> own = StreamSupport.stream(alerts.spliterator(), false).map(alert -> alert.path("labels")).toList();
    assertThat(own).allSatisfy(labels -> {
      assertThat(labels.path("namespace").asText()).isEqualTo("shop");
      assertThat(labels.path("owner").asText()).isEqualTo("team \"{{shop}}\"");
      assertThat(labels.path("priority").asText()).isEqualTo("p2");
      assertThat(labels.path("severity").asText()).isEqualTo("critical");
    });
    assertThat(own.stream().map(labels -> labels.path("exported_" + label).asText() + "/"
        + labels.path("exported_exported_" + label).asText())).containsExactlyInAnyOrder("a/", "b/", "a/c");
  }

  /** Two series that differ only in the label, and one that has already exported it. */
  private static String two(String label) {
    String series = "label_replace(vector(1), \"%s\", \"%s\", \"\", \"\")";
    String exported = "label_replace(" + series.formatted(label, "a") + ", \"exported_%s\", \"c\", \"\", \"\")";
    return series.formatted(label, "a") + " or " + series.formatted(label, "b") + " or " + exported.formatted(label);
  }

  private static JsonNode rules(RealPrometheus prometheus) {
    try {
      return JSON.readTree(URI.create(prometheus.url() + "/api/v1/rules").toURL()).at("/data/groups/0/rules");
    } catch (IOException notReady) {
      throw new UncheckedIOException(notReady);
    }
  }

  private void promtoolAccepts(List<RuleGroup> groups) throws Exception {
    Path output = directory.resolve("promtool.log");
    // promtool names group, rule and reason of each refusal.
    assertThat(promtool(groups, output)).as(() -> head(output)).isZero();
  }

  private int promtool(List<RuleGroup> groups, Path output) throws Exception {
    Path file = directory.resolve("check.yaml");
    Files.writeString(file, RuleFile.text(groups));
    return new ProcessBuilder(Testbed.binary("promtool").toString(), "check", "rules", "--lint=none", file.toString())
        .redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
  }

  private static String head(Path output) {
    try {
      return Files.readString(output).lines().limit(20).reduce("", (text, line) -> text + line + "\n");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** There is no promtool of the oldest version; but a bad rule is fatal when it starts. */
  private void oldestStartsWith(List<RuleGroup> groups) throws IOException {
    try (RealPrometheus prometheus = RealPrometheus.start(directory.resolve("oldest"), RealPrometheus.OLDEST, "")) {
      Files.writeString(prometheus.rules().resolve("check.yaml"), RuleFile.text(groups));
      prometheus.restart();
      assertThat(rules(prometheus)).isNotEmpty();
    }
  }

  private static List<RuleGroup> renamed(List<RuleGroup> groups, int number) {
    return groups.stream().map(group -> new RuleGroup(new dev.shizuka.catalog.ResourceId(group.owner().kind(),
        group.owner().namespace(), "group-" + number), "1h", group.rules())).toList();
  }

  /** Five hundred rules of which each is good or bad in some way. */
  private static RuleWorld generated(int seed) {
    Random random = new Random(seed);
    RuleTexts texts = new RuleTexts(random);
    List<Rule> rules = IntStream.range(0, 500).mapToObj(index -> texts.rule(index)).toList();
    return RuleWorld.of(new AlertRuleGroupSpec(texts.value(), texts.value(), null, null, rules));
  }

  static Rule alert(String name, String expr, Map<String, String> labels, String summary, String hold) {
    return new Rule(null, name, expr, hold, null, "p2", summary, null, labels, Map.of());
  }

  @Test
  void theGeneratedCorpusTriesEveryCheck() {
    TreeSet<String> reasons = new TreeSet<>();
    IntStream.range(0, 4).forEach(seed -> generated(seed).reasons()
        .forEach(reason -> reasons.add(reason.substring(reason.indexOf(' ') + 1))));
    assertThat(reasons).contains("InvalidTemplate", "InvalidName", "InvalidLabel", "InvalidAnnotation",
        "InvalidDuration", "InvalidText", "ReservedLabel", "InvalidRule", "InvalidField");
  }
}
