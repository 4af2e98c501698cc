package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.testbed.Testbed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alerts about Shizuka itself. */
class SelfAlertsIT {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Path RULES = REPOSITORY.resolve("helm/shizuka/files/alerts.yaml");
  private static final Map<String, String> PRIORITY = Map.of("critical", "p2", "warning", "p3", "info", "p4");

  @TempDir
  private Path directory;

  @Test
  void eachFiresWhenItShouldAndNotBefore() throws Exception {
    String cases = text("self/alerts-test.yaml");
    Path file = Files.writeString(directory.resolve("test.yaml"), cases.replace("RULES", RULES.toString()));
    assertThat(promtool("check", "rules", "--lint-fatal", RULES.toString())).contains("SUCCESS");
    assertThat(promtool("test", "rules", file.toString())).contains("SUCCESS");
    assertThat(alerts()).allSatisfy((name, rule) -> assertThat(cases).as("a case for " + name).contains(name));
  }

  @Test
  void eachHasARunbookThatSaysWhatToLookAtAndWhatToDo() throws IOException {
    String index = Files.readString(REPOSITORY.resolve("docs/runbooks/README.md"));
    for (String name : alerts().keySet()) {
      assertThat(REPOSITORY.resolve("docs/runbooks/" + name + ".md")).content().startsWith("# " + name + "\n")
          .contains("## What it means", "## What to look at", "## What to do");
      assertThat(index).contains("(" + name + ".md)");
    }
    try (var pages = Files.list(REPOSITORY.resolve("docs/runbooks"))) {
      assertThat(pages).as("no page without an alert").hasSize(alerts().size() + 1);
    }
  }

  @Test
  void theAlertRuleGroupSaysTheSame() throws IOException {
    Map<String, Object> group = yaml(REPOSITORY.resolve("examples-self/alerts.yaml"));
    Map<String, Map<String, Object>> declared = new LinkedHashMap<>();
    rules(map(group.get("spec"))).forEach(rule -> declared.put(String.valueOf(rule.get("alert")), rule));
    Map<String, Map<String, Object>> asRules = new LinkedHashMap<>();
    declared.forEach((name, rule) -> asRules.put(name, asRule(rule)));
    assertThat(asRules).isEqualTo(alerts());
  }

  @Test
  void eachAsksForMetricsThatTheReadmeNames() throws IOException {
    String readme = Files.readString(REPOSITORY.resolve("README.md"));
    List<String> asked = new ArrayList<>();
    Pattern name = Pattern.compile("shizuka_[a-z_]+");
    alerts().values().forEach(rule -> name.matcher(String.valueOf(rule.get("expr"))).results()
        .forEach(found -> asked.add(found.group().replaceFirst("_count$", ""))));
    assertThat(asked).isNotEmpty().allSatisfy(metric -> assertThat(readme).contains("`" + metric + "`"));
  }

  /** What Shizuka would make of it, but for the labels that it stamps. */
  private static Map<String, Object> asRule(Map<String, Object> declared) {
    Map<String, Object> rule = new TreeMap<>(declared);
    Map<String, Object> annotations = new TreeMap<>(map(rule.remove("annotations")));
    annotations.put("summary", rule.remove("summary"));
    annotations.put("runbook_url", rule.remove("runbookURL"));
    rule.put("annotations", annotations);
    rule.put("priority", rule.get("priority"));
    return rule;
  }

  /** By name, with the priority that goes with the severity. */
  private static Map<String, Map<String, Object>> alerts() throws IOException {
    Map<String, Map<String, Object>> alerts = new LinkedHashMap<>();
    for (Object group : (List<?>) yaml(RULES).get("groups")) {
      for (Map<String, Object> each : rules(map(group))) {
        Map<String, Object> rule = new TreeMap<>(each);
        rule.put("priority", PRIORITY.get(String.valueOf(map(rule.remove("labels")).get("severity"))));
        rule.put("annotations", new TreeMap<>(map(rule.get("annotations"))));
        alerts.put(String.valueOf(rule.get("alert")), rule);
      }
    }
    return alerts;
  }

  private static List<Map<String, Object>> rules(Map<String, Object> group) {
    return ((List<?>) group.get("rules")).stream().map(SelfAlertsIT::map).toList();
  }

  @SuppressWarnings("unchecked") // keys of these documents are texts
  private static Map<String, Object> map(Object yaml) {
    return (Map<String, Object>) yaml;
  }

  private static Map<String, Object> yaml(Path file) throws IOException {
    return map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = Objects.requireNonNull(SelfAlertsIT.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Testbed.binary("promtool").toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, "promtool", ".out");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
