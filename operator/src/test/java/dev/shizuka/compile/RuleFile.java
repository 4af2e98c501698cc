package dev.shizuka.compile;

import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.AlertRuleGroupSpec.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** Rule files as Prometheus reads them. */
final class RuleFile {
  private RuleFile() {}

  static String text(List<RuleGroup> groups) {
    DumpSettings settings = DumpSettings.builder().setDefaultScalarStyle(ScalarStyle.DOUBLE_QUOTED).build();
    return new Dump(settings).dumpToString(Map.of("groups", groups.stream().map(RuleFile::group).toList()));
  }

  private static Map<String, Object> group(RuleGroup group) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", group.name());
    put(map, "interval", group.interval());
    map.put("rules", group.rules().stream().map(RuleFile::rule).toList());
    return map;
  }

  private static Map<String, Object> rule(CompiledRule rule) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(rule.alert() ? "alert" : "record", rule.name());
    map.put("expr", rule.expr());
    put(map, "for", rule.forDuration());
    put(map, "keep_firing_for", rule.keepFiringFor());
    map.put("labels", rule.labels());
    if (rule.alert()) {
      map.put("annotations", rule.annotations());
    }
    return map;
  }

  private static void put(Map<String, Object> map, String key, String value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }

  /** The public alerts of the corpus, a group for each group of each file. */
  static List<AlertRuleGroupSpec> corpus() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/corpus"))) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().flatMap(RuleFile::groups).toList();
    }
  }

  private static Stream<AlertRuleGroupSpec> groups(Path file) {
    try {
      Map<?, ?> document = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      return ((List<?>) document.get("groups")).stream().map(group -> (List<?>) ((Map<?, ?>) group).get("rules"))
          .filter(Objects::nonNull)
          .map(
              rules -> new AlertRuleGroupSpec("web", "team", "1h", null, rules.stream().map(RuleFile::alert).toList()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Rule alert(Object rule) {
    Map<?, ?> map = (Map<?, ?>) rule;
    return new Rule(null, (String) map.get("alert"), (String) map.get("expr"), (String) map.get("for"), null, null,
        null, null, texts(map.get("labels")), texts(map.get("annotations")));
  }

  private static Map<String, String> texts(Object map) {
    Map<String, String> texts = new LinkedHashMap<>();
    ((Map<?, ?>) map).forEach((key, value) -> texts.put(key.toString(), value.toString()));
    return texts;
  }
}
