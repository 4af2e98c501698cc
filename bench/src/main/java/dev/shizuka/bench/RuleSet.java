package dev.shizuka.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A made-up estate's rules: objects of ten rules each, every expression different, and one object that the bench changes.
 *
 * @param objects how many AlertRuleGroups besides the changing one
 */
record RuleSet(int objects) {
  static final int RULES = 10;
  /** What the changing rule records. */
  static final String CHANGING = "bench_changing";

  /** How many rules there are, the changing one included. */
  int rules() {
    return objects * RULES + 1;
  }

  /** Writes the objects, one a file, the priorities they name and a backend. */
  void write(Path directory, String prometheus, Path ruleFiles) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("backend.yaml"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: bench}
        spec:
          prometheus:
            urls: ["%s"]
            delivery: {directory: {path: "%s"}}
        ---
        apiVersion: shizuka.dev/v1alpha1
        kind: AlertPriority
        metadata: {name: p3}
        spec: {rank: 3, severity: warning, suppression: Allowed}
        """.formatted(prometheus, ruleFiles));
    for (int object = 0; object < objects; object++) {
      Files.writeString(directory.resolve("group-%04d.yaml".formatted(object)), object(object));
    }
    change(directory, 0);
  }

  /** Gives the changing rule another value, the way an editor or git does: by moving a new file over the old one. */
  static void change(Path directory, int value) throws IOException {
    Path fresh = Files.writeString(directory.resolveSibling("changing.tmp"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: AlertRuleGroup
        metadata: {name: changing, namespace: bench}
        spec:
          interval: 1s
          rules:
          - {record: %s, expr: vector(%d)}
        """.formatted(CHANGING, value));
    Files.move(fresh, directory.resolve("changing.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** One AlertRuleGroup as YAML, in the namespace {@code team-(object % 50)}. */
  static String object(int object) {
    StringBuilder text = new StringBuilder("""
        apiVersion: shizuka.dev/v1alpha1
        kind: AlertRuleGroup
        metadata: {name: group-%d, namespace: team-%d}
        spec:
          service: service-%d
          owner: team-%d
          interval: 1m
          rules:
        """.formatted(object, object % 50, object, object % 50));
    for (int rule = 0; rule < RULES; rule++) {
      text.append(rule % 5 == 0 ? recording(object, rule) : alert(object, rule));
    }
    return text.toString();
  }

  private static String recording(int object, int rule) {
    return """
        - record: service:requests_%d:rate5m
          expr: sum by (instance) (rate(http_requests_total{job="service-%d",handler="h%d"}[5m]))
        """.formatted(rule, object, rule).indent(2);
  }

  private static String alert(int object, int rule) {
    return """
        - alert: TooManyErrors%d
          expr: |
            sum by (instance) (rate(http_requests_total{job="service-%d",handler="h%d",code=~"5.."}[5m]))
              / sum by (instance) (rate(http_requests_total{job="service-%d",handler="h%d"}[5m])) > 0.0%d
          for: 5m
          priority: p3
          summary: "{{ $labels.instance }}: {{ $value | humanizePercentage }} of requests fail"
          runbookURL: https://runbooks.example.com/errors
        """.formatted(rule, object, rule, object, rule, rule + 1).indent(2);
  }
}
