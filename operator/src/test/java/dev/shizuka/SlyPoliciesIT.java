package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies whose matchers would cover what is protected, under {@code shizuka local} on the real Alertmanager. */
class SlyPoliciesIT {
  private static final List<String> PRIORITIES = List.of("", "p1", "p2", "p3", "p4", "p9");
  private static final List<String> SEVERITIES = List.of("", "critical", "warning", "page");

  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource({RealAlertmanager.NEWEST + ",alertname!=\"Nobody\"", RealAlertmanager.NEWEST + ",severity=~\"crit.*\"",
      RealAlertmanager.NEWEST + ",priority!=\"p4\"", RealAlertmanager.NEWEST + ",priority=~\"p[1-9]?\"",
      RealAlertmanager.OLDEST + ",alertname!=\"Nobody\"", RealAlertmanager.OLDEST + ",severity=~\"crit.*\"",
      RealAlertmanager.OLDEST + ",priority!=\"p4\"", RealAlertmanager.OLDEST + ",priority=~\"p[1-9]?\""})
  void whatIsForbiddenOrUnknownStaysAudibleAndTheRestIsQuiet(String version, String matcher) throws Exception {
    try (RealAlertmanager alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), version,
        RealAlertmanager.PLAIN)) {
      AlertmanagerApi api = new AlertmanagerApi(alertmanager.url());
      Map<String, Map<String, String>> alerts = alerts();
      api.post(List.copyOf(alerts.values()), Instant.now().plus(Duration.ofMinutes(10)));
      Path catalog = Files.createDirectories(directory.resolve("catalog"));
      Files.writeString(catalog.resolve("all.yaml"), declarations(alertmanager, matcher));

      Launcher.Finished finished = Launcher.run(directory, "local", "catalog", "--once", "--data", "data");
      assertThat(finished.exitCode()).as(finished.output()).isZero();

      Set<String> expected = new TreeSet<>();
      alerts.forEach((id, labels) -> {
        if (named(matcher, labels) && !isProtected(labels)) {
          expected.add(id);
        }
      });
      assertThat(expected).isNotEmpty();
      await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
        Set<String> quiet = new TreeSet<>();
        api.silencedBy().forEach((id, silences) -> {
          if (!silences.isEmpty()) {
            quiet.add(id);
          }
        });
        assertThat(quiet).isEqualTo(expected);
      });
    }
  }

  /** Written out by hand from DESIGN, without any code of the program. */
  private static boolean isProtected(Map<String, String> labels) {
    String priority = labels.getOrDefault("priority", "");
    return switch (priority) {
      case "p3", "p4" -> false;
      case "" -> "critical".equals(labels.get("severity")) || "page".equals(labels.get("severity"));
      default -> true;
    };
  }

  private static boolean named(String matcher, Map<String, String> labels) {
    String priority = labels.getOrDefault("priority", "");
    return switch (matcher) {
      case "alertname!=\"Nobody\"" -> true;
      case "severity=~\"crit.*\"" -> labels.getOrDefault("severity", "").startsWith("crit");
      case "priority!=\"p4\"" -> !priority.equals("p4");
      default -> priority.matches("p[1-9]?");
    };
  }

  private static Map<String, Map<String, String>> alerts() {
    Map<String, Map<String, String>> alerts = new TreeMap<>();
    for (String priority : PRIORITIES) {
      for (String severity : SEVERITIES) {
        Map<String, String> labels = new TreeMap<>(
            Map.of("alertname", "Alert", "id", "a-" + priority + "-" + severity, "namespace", "shop"));
        labels.put("priority", priority);
        labels.put("severity", severity);
        labels.values().removeIf(String::isEmpty);
        alerts.put(labels.get("id"), labels);
      }
    }
    return alerts;
  }

  private static String declarations(RealAlertmanager alertmanager, String matcher) {
    List<String> documents = new ArrayList<>();
    documents.add("""
        kind: MonitoringBackend
        metadata: {name: main}
        spec: {alertmanager: {urls: ["%s"]}}
        """.formatted(alertmanager.url()));
    documents.add(priority("p1", "{rank: 1, suppression: Forbidden, assign: [{severity: page}]}"));
    documents.add(priority("p2", "{rank: 2, suppression: Forbidden, assign: [{severity: critical, namespace: shop}]}"));
    documents.add(priority("p3", "{rank: 3, suppression: Allowed}"));
    documents.add(priority("p4", "{rank: 4, suppression: Allowed, assign: [{severity: warning}]}"));
    documents.add("""
        kind: ClusterSuppressionPolicy
        metadata: {name: sly}
        spec:
          mode: Enforce
          reason: Tries to silence everything
          expires: %s
          match: [{matchers: ['%s']}]
          silence: {from: 2026-01-01T00:00:00Z, until: %s}
        """.formatted(Instant.now().plus(Duration.ofDays(2)), matcher, Instant.now().plus(Duration.ofDays(1))));
    return String.join("---\n", documents.stream().map(text -> "apiVersion: shizuka.dev/v1alpha1\n" + text).toList());
  }

  private static String priority(String name, String spec) {
    return "kind: AlertPriority\nmetadata: {name: %s}\nspec: %s%n".formatted(name, spec);
  }
}
