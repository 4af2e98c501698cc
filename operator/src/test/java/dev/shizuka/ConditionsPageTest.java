package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConditionsPageTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/shizuka");
  /** Where a reason of a condition is given in the code. */
  private static final Pattern GIVEN = Pattern.compile(
      "(?:new BackendException|Finding\\.bad|Finding\\.unknown|Outcome\\.of|Outcome\\.failed|new Verdict\\(false,|[^a-z]fail|unread"
          + "|new Problem\\([^\"]*(?:\"[^\"]*\")?[^\"]*,|problems\\.add\\(\"[^\"]*\",)[(\\s]*\"(\\w+)\"");
  /** Every text that looks like a reason: two words or more, grown together. */
  private static final Pattern GROWN_TOGETHER = Pattern.compile("\"((?:[A-Z][a-z]+){2,})\"");
  /**
   * Kinds, operators and warnings; Events, which tell a change and are no condition; a sync that is begun anew and told to nobody; and why a gap
   * is not filled, which reports say.
   */
  private static final Set<String> NO_REASONS = Set.of("NotIn", "DoesNotExist", "NullAway", "AlertPriority",
      "AlertRuleGroup", "SuppressionPolicy", "ClusterSuppressionPolicy", "SuppressionApproval", "MonitoringBackend",
      "NoiseReport", "ClusterNoiseReport",
      "PrometheusRule", "DriftCorrected", "RuleRefused", "Overtaken", "Relabelled", "TooMuch");

  @Test
  void everyReasonStandsOnThePage() throws IOException {
    String page = Files.readString(Path.of("../docs/conditions.md"));
    assertThat(reasons()).hasSizeGreaterThan(80)
        .contains("Quarantined", "Expiring", "Native", "OutputTaken", "ForeignOutput", "InhibitInvalid", "Duplicate")
        .allSatisfy(reason -> assertThat(page).contains("`" + reason + "`"));
  }

  private static Set<String> reasons() throws IOException {
    Set<String> reasons = new TreeSet<>();
    for (String step : List.of("compile", "catalog", "backend", "engine", "operator")) {
      try (Stream<Path> files = Files.walk(SOURCES.resolve(step))) {
        for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
          String text = Files.readString(file);
          Stream.of(GIVEN, GROWN_TOGETHER)
              .forEach(pattern -> pattern.matcher(text).results().forEach(found -> reasons.add(found.group(1))));
        }
      }
    }
    reasons.removeAll(NO_REASONS);
    return reasons;
  }
}
