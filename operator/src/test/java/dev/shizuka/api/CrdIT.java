package dev.shizuka.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.testbed.RealKubernetes;
import dev.shizuka.testbed.RealKubernetes.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema as a real API server takes it: costs of CEL rules, defaults, refusals. */
class CrdIT {
  private static final String HEAD = "{apiVersion: shizuka.dev/v1alpha1, kind: ";
  @TempDir
  private static Path directory;
  private static RealKubernetes kubernetes;

  @BeforeAll
  static void start() throws Exception {
    kubernetes = RealKubernetes.start(directory);
    kubernetes.installCrds();
  }

  @AfterAll
  static void stop() {
    kubernetes.close();
  }

  private static Said apply(String kind, String name, String spec) throws Exception {
    return kubernetes.apply(HEAD + kind + ", metadata: {name: " + name + "}, spec: " + spec + "}");
  }

  private static String field(String kind, String name, String path) throws Exception {
    return kubernetes.kubectl("get", kind, name, "-o", "jsonpath={" + path + "}").text();
  }

  @Test
  void whatIsNotSaidIsFilledIn() throws Exception {
    assertThat(apply("AlertPriority", "d1", "{rank: 1}").text()).contains("created");
    assertThat(apply("AlertRuleGroup", "d1", "{rules: [{alert: A, expr: up}, {record: 'a:b', expr: up}]}").text())
        .contains("created");
    assertThat(apply("SuppressionPolicy", "d1", """
        {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['alertname="A"']}],
         silence: {from: 2026-01-01T00:00:00Z, until: 2026-01-02T00:00:00+09:00}}""").text()).contains("created");
    assertThat(apply("SuppressionPolicy", "d2", """
        {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['alertname="A"']}], schedule: {timeZone: Asia/Tokyo,
         windows: [{days: [mon-fri, sun], from: "01:00", until: "24:00"}, {dates: [2027-01-01, 2027-12-28..2028-01-03],
         from: "22:00", until: "02:00"}], except: [2027-01-01]}}""").text()).contains("created");
    assertThat(apply("SuppressionPolicy", "d3", """
        {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['alertname="A"']}], inhibit: {equal: [node],
         source: [{matchers: ['alertname="B"']}]}, acceptBroad: %s}""".formatted("a".repeat(64))).text())
        .contains("created");
    assertThat(apply("SuppressionPolicy", "d4", """
        {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['alertname="A"']}], hold: {for: 10m}}""").text())
        .contains("created");
    assertThat(apply("SuppressionPolicy", "d5", """
        {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['alertname="A"']}],
         flapping: {changes: 4, within: 30m, quietFor: 1h}}""").text()).contains("created");
    assertThat(apply("MonitoringBackend", "d1", """
        {prometheus: {urls: ["http://p:9090"], delivery: {configMap: {namespace: m, name: rules}}}}""").text())
        .contains("created");
    assertThat(apply("MonitoringBackend", "d3",
        """
        {prometheus: {urls: ["http://p:9090"], delivery: {prometheusRule: {namespace: m, name: rules, labels: {release: kube}}}}}""")
        .text()).contains("created");
    assertThat(apply("AlertPriority", "d2",
        """
        {rank: 2, response: {within: 30m, businessHours: {timeZone: UTC, days: [mon-fri], from: "09:00", until: "24:00"}, causes: [Busy]}}""")
        .text()).contains("created");
    assertThat(apply("NoiseReport", "d1", """
        {window: {previous: Month}, timeZone: Asia/Tokyo, target: {percent: -20}, comparison: {from: "2026-01-01", until: "2026-04-01"},
         schedule: {cron: "0 9 1 * mon-fri"}, delivery: {slack: {urlFrom: {secretRef: {name: default.slack}}}}}""")
        .text())
        .contains("created");
    assertThat(apply("ClusterNoiseReport", "d1", "{window: {last: 30d}, timeZone: UTC}").text()).contains("created");
    assertThat(field("noise", "d1", ".spec.target.of")).isEqualTo("HandlingTime");
    assertThat(field("noise", "d1", ".spec.language")).isEqualTo("en");
    assertThat(field("noise", "d1", ".spec.delivery.slack.urlFrom.secretRef.key")).isEqualTo("url");
    assertThat(field("aprio", "d1", ".spec.suppression")).isEqualTo("Forbidden");
    assertThat(field("arg", "d1", ".spec.honorLabels")).isEqualTo("false");
    assertThat(field("spol", "d1", ".spec.mode")).isEqualTo("Observe");
    assertThat(field("spol", "d3", ".spec.inhibit.realise")).isEqualTo("Lease");
    assertThat(field("mback", "d1", ".spec.suspendSuppression")).isEqualTo("false");
    assertThat(field("mback", "d1", ".spec.prometheus.delivery.configMap.shards")).isEqualTo("8");
  }

  @Test
  void everythingIsListedByOneWord() throws Exception {
    apply("AlertPriority", "listed", "{rank: 3, severity: warning, response: {within: 45m, objective: 97}}");
    assertThat(kubernetes.kubectl("get", "shizuka", "-A").text())
        .containsPattern("NAME +READY +RANK +SEVERITY +WITHIN +SUPPRESSION +AGE")
        .containsPattern("alertpriority.shizuka.dev/listed +3 +warning +45m +Forbidden");
  }

  @Test
  void aPolicyIsALineThatCanBeReadAloud() throws Exception {
    apply("SuppressionPolicy", "services-of-a-dead-node", """
        {mode: Enforce, reason: r, expires: 2027-09-30T00:00:00Z, match: [{matchers: ['alertname="A"']}],
         hold: {for: 10m}}""");
    Said patched = kubernetes.kubectl("patch", "spol", "services-of-a-dead-node", "--subresource=status",
        "--type=merge", "-p", """
            {"status": {"state": "Pending", "window": "2026-12-01 22:00 until 04:30 UTC", "suppressed30d": 41,
             "wouldSuppress30d": 0, "lastMatch": "2026-11-21T11:55:00Z", "expires": "2027-09-30T00:00:00Z",
             "conditions": [{"type": "Ready", "status": "True", "reason": "Ready", "message": "",
             "lastTransitionTime": "2026-11-21T11:55:00Z", "observedGeneration": 1}]}}""");
    assertThat(patched.ok()).as(patched.text()).isTrue();
    String table = kubernetes.kubectl("get", "suppressionpolicies", "-A").text();
    assertThat(table)
        .containsPattern("NAME +READY +MODE +STATE +WINDOW +QUIET 30D +WOULD 30D +MATCHED +EXPIRES +AGE")
        .containsPattern("services-of-a-dead-node +True +Enforce +Pending +2026-12-01 22:00 until 04:30 UTC +41 +0 +"
            + "\\w+ +2027-09-30T00:00:00Z");
    assertThat(table.lines().mapToInt(String::length)).as(table).allMatch(length -> length <= 165);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      AlertPriority       | {}                                                         | spec.rank: Required value
      AlertPriority       | {rank: 0}                                                  | should be greater than or equal to 1
      AlertPriority       | {rank: 1, suppression: Maybe}                              | supported values: "Allowed", "Approval", "Forbidden"
      AlertPriority       | {rank: 1, assign: [{}]}                                    | each set of assign needs at least one label
      AlertPriority       | {rank: 1, assign: [{priority: p1}]}                        | none may be priority
      AlertPriority       | {rank: 1, response: {within: 30 minutes}}                  | spec.response.within
      AlertPriority       | {rank: 1, response: {within: 30m, objective: 101}}         | should be less than or equal to 100
      AlertPriority       | {rank: 1, response: {within: 30m, businessHours: {timeZone: UTC, days: [mon], from: "18:00", until: "09:00"}}} | businessHours.until must be later
      NoiseReport         | {timeZone: UTC}                                            | spec.window: Required value
      NoiseReport         | {window: {last: 7d}}                                       | spec.timeZone: Required value
      NoiseReport         | {window: {last: 7d, current: Week}, timeZone: UTC}         | give exactly one of last, current and previous
      NoiseReport         | {window: {previous: Decade}, timeZone: UTC}                | supported values: "Month", "Quarter", "Week", "Year"
      NoiseReport         | {window: {last: 7d}, timeZone: UTC, target: {percent: 200}} | should be less than or equal to 100
      NoiseReport         | {window: {last: 7d}, timeZone: UTC, comparison: {from: "2026-01-01"}} | give length, or from and until
      NoiseReport         | {window: {last: 7d}, timeZone: UTC, comparison: {length: 7d, from: "2026-01-01", until: "2026-02-01"}} | give length, or from and until
      NoiseReport         | {window: {last: 7d}, timeZone: UTC, schedule: {cron: "0 9 1 * *"}} | give schedule and delivery together
      NoiseReport         | {window: {last: 7d}, timeZone: UTC, schedule: {cron: "0 9 1 *"}, delivery: {directory: {path: /r}}} | spec.schedule.cron
      ClusterNoiseReport  | {window: {last: 7d}, timeZone: UTC, schedule: {cron: "0 9 1 * *"}, delivery: {}} | give at least one of slack, webhook and directory
      ClusterNoiseReport  | {window: {last: 7d}, timeZone: UTC, schedule: {cron: "0 9 1 * *"}, delivery: {slack: {urlFrom: {}}}} | give exactly one of secretRef and file
      AlertRuleGroup      | {rules: []}                                                | spec.rules in body should have at least 1 items
      AlertRuleGroup      | {rules: [{alert: A}]}                                      | spec.rules[0].expr: Required value
      AlertRuleGroup      | {rules: [{expr: up}]}                                      | exactly one of alert and record
      AlertRuleGroup      | {rules: [{alert: A, record: 'a:b', expr: up}]}             | exactly one of alert and record
      AlertRuleGroup      | {rules: [{record: 'a:b', expr: up, for: 5m}]}              | a recording rule calls nobody
      AlertRuleGroup      | {rules: [{record: 'a:b', expr: up, priority: p1}]}         | a recording rule calls nobody
      AlertRuleGroup      | {rules: [{record: 'a b', expr: up}]}                       | spec.rules[0].record
      AlertRuleGroup      | {rules: [{alert: A, expr: up, for: 5 min}]}                | spec.rules[0].for
      AlertRuleGroup      | {rules: [{alert: A, expr: up, for: ''}]}                   | spec.rules[0].for
      AlertRuleGroup      | {rules: [{alert: A, expr: up, labels: {owner: me}}]}       | stamped by Shizuka
      AlertRuleGroup      | {rules: [{alert: A, expr: up, labels: {priority: p1}}]}    | stamped by Shizuka
      AlertRuleGroup      | {rules: [{alert: A, expr: up, priority: P 1}]}             | spec.rules[0].priority
      SuppressionPolicy   | {reason: r, match: [{matchers: ['a="b"']}], silence: {from: 2026-01-01T00:00:00Z, until: 2026-01-02T00:00:00Z}} | spec.expires: Required value
      SuppressionPolicy   | {expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], silence: {from: 2026-01-01T00:00:00Z, until: 2026-01-02T00:00:00Z}} | spec.reason: Required value
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [], silence: {from: 2026-01-01T00:00:00Z, until: 2026-01-02T00:00:00Z}} | spec.match in body should have at least 1 items
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: []}], silence: {from: 2026-01-01T00:00:00Z, until: 2026-01-02T00:00:00Z}} | matchers in body should have at least 1 items
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}]} | give exactly one of silence, schedule, inhibit, hold and flapping
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], silence: {from: 2026-01-01T00:00:00Z, until: 2026-01-02T00:00:00Z}, schedule: {timeZone: UTC, windows: [{days: [mon], from: "01:00", until: "02:00"}]}} | give exactly one of silence, schedule, inhibit, hold and flapping
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], schedule: {windows: [{days: [mon], from: "01:00", until: "02:00"}]}} | spec.schedule.timeZone: Required value
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], schedule: {timeZone: UTC, windows: []}} | spec.schedule.windows in body should have at least 1 items
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], schedule: {timeZone: UTC, windows: [{from: "01:00", until: "02:00"}]}} | give exactly one of days and dates
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], schedule: {timeZone: UTC, windows: [{days: [mon], from: "01:00", until: "02:00", dates: [2027-01-01]}]}} | give exactly one of days and dates
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], schedule: {timeZone: UTC, windows: [{days: [monday], from: "01:00", until: "02:00"}]}} | spec.schedule.windows[0].days[0]
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], schedule: {timeZone: UTC, windows: [{dates: [1.1.2027], from: "01:00", until: "02:00"}]}} | spec.schedule.windows[0].dates[0]
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], schedule: {timeZone: UTC, windows: [{days: [mon], from: "24:00", until: "02:00"}]}} | spec.schedule.windows[0].from
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], schedule: {timeZone: UTC, windows: [{days: [mon], from: "01:00", until: "24:01"}]}} | spec.schedule.windows[0].until
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], schedule: {timeZone: UTC, windows: [{days: [mon], from: "01:00"}]}} | spec.schedule.windows[0].until: Required value
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], schedule: {timeZone: UTC, windows: [{days: [mon], from: "01:00", until: "02:00"}], except: [new year]}} | spec.schedule.except[0]
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], silence: {from: 2026-01-02T00:00:00Z, until: 2026-01-01T00:00:00Z}} | silence.until must be later than silence.from
      SuppressionPolicy   | {reason: r, expires: next year, match: [{matchers: ['a="b"']}], silence: {from: 2026-01-01T00:00:00Z, until: 2026-01-02T00:00:00Z}} | spec.expires
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], hold: {for: 10m}, flapping: {changes: 4, within: 30m, quietFor: 1h}} | give exactly one of silence, schedule, inhibit, hold and flapping
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], hold: {}} | spec.hold.for: Required value
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], hold: {for: ten minutes}} | spec.hold.for
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], flapping: {within: 30m, quietFor: 1h}} | spec.flapping.changes: Required value
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], flapping: {changes: 1, within: 30m, quietFor: 1h}} | should be greater than or equal to 2
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], flapping: {changes: 101, within: 30m, quietFor: 1h}} | should be less than or equal to 100
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], flapping: {changes: 4, within: '', quietFor: 1h}} | spec.flapping.within
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], flapping: {changes: 4, within: 30m}} | spec.flapping.quietFor: Required value
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], inhibit: {equal: [node]}} | spec.inhibit.source: Required value
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], inhibit: {source: []}} | spec.inhibit.source in body should have at least 1 items
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], inhibit: {source: [{matchers: ['a="b"']}], equal: [1st]}} | spec.inhibit.equal[0]
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], inhibit: {source: [{matchers: ['a="b"']}], realise: Soon}} | supported values: "Lease", "Native"
      SuppressionPolicy   | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], hold: {for: 10m}, acceptBroad: 'yes'} | spec.acceptBroad
      ClusterSuppressionPolicy | {reason: r, mode: Perhaps, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], silence: {from: 2026-01-01T00:00:00Z, until: 2026-01-02T00:00:00Z}} | supported values: "Enforce", "Observe"
      ClusterSuppressionPolicy | {reason: r, expires: 2030-01-01T00:00:00Z, match: [{matchers: ['a="b"']}], timetable: {}, silence: {from: 2026-01-01T00:00:00Z, until: 2026-01-02T00:00:00Z}} | unknown field "spec.timetable"
      MonitoringBackend   | {}                                                         | at least one of prometheus and alertmanager
      MonitoringBackend   | {alertmanager: {urls: []}}                                 | spec.alertmanager.urls in body should have at least 1 items
      MonitoringBackend   | {alertmanager: {urls: ['alertmanager:9093']}}              | spec.alertmanager.urls[0]
      MonitoringBackend   | {alertmanager: {urls: ['http://me:secret@a:9093']}}        | spec.alertmanager.urls[0]
      MonitoringBackend   | {prometheus: {urls: ['http://p:9090']}}                    | spec.prometheus.delivery: Required value
      MonitoringBackend   | {prometheus: {urls: ['http://p:9090'], delivery: {}}}      | exactly one of directory, configMap and prometheusRule
      MonitoringBackend   | {prometheus: {urls: ['http://p:9090'], delivery: {directory: {path: /r}, configMap: {namespace: m, name: rules}}}} | exactly one of directory, configMap and prometheusRule
      MonitoringBackend   | {prometheus: {urls: ['http://p:9090'], delivery: {prometheusRule: {namespace: m, name: rules}, configMap: {namespace: m, name: rules}}}} | exactly one of directory, configMap and prometheusRule
      MonitoringBackend   | {prometheus: {urls: ['http://p:9090'], delivery: {prometheusRule: {namespace: m}}}} | spec.prometheus.delivery.prometheusRule.name: Required value
      MonitoringBackend   | {prometheus: {urls: ['http://p:9090'], delivery: {prometheusRule: {namespace: m, name: rules, labels: {release: 'a b'}}}}} | spec.prometheus.delivery.prometheusRule.labels.release
      MonitoringBackend   | {prometheus: {urls: ['http://p:9090'], delivery: {configMap: {namespace: m, name: rules, shards: 0}}}} | should be greater than or equal to 1
      MonitoringBackend   | {alertmanager: {urls: ['http://a:9093']}, auth: {}}        | exactly one of secretRef and file
      MonitoringBackend   | {alertmanager: {urls: ['http://a:9093']}, auth: {file: /f, secretRef: {name: s}}} | exactly one of secretRef and file
      MonitoringBackend   | {alertmanager: {urls: ['http://a:9093']}, tls: {certificateFile: /c}} | a certificate needs its key
      MonitoringBackend   | {alertmanager: {urls: ['http://a:9093']}, tls: {caFile: /c, caSecretRef: {name: s}}} | at most one of caSecretRef and caFile
      MonitoringBackend   | {alertmanager: {urls: ['http://a:9093'], inhibition: {}}} | give exactly one of secret and file
      MonitoringBackend   | {alertmanager: {urls: ['http://a:9093'], inhibition: {file: {base: /a, output: /b}, secret: {namespace: m, base: {name: a, key: k}, output: {name: b, key: k}}}}} | give exactly one of secret and file
      MonitoringBackend   | {alertmanager: {urls: ['http://a:9093'], inhibition: {file: {base: /a, output: /a}}}} | they are two files
      MonitoringBackend   | {alertmanager: {urls: ['http://a:9093'], inhibition: {file: {base: /a}}}} | spec.alertmanager.inhibition.file.output: Required value
      MonitoringBackend   | {alertmanager: {urls: ['http://a:9093'], inhibition: {secret: {namespace: m, base: {name: a, key: k}, output: {name: a, key: l}}}}} | they are two Secrets
      MonitoringBackend   | {alertmanager: {urls: ['http://a:9093'], inhibition: {secret: {namespace: m, base: {name: a}, output: {name: b, key: k}}}}} | spec.alertmanager.inhibition.secret.base.key: Required value
      """)
  void badObjectsAreRefusedWithAReason(String kind, String spec, String reason) throws Exception {
    Said said = apply(kind, "bad", spec);
    assertThat(said.ok()).as(said.text()).isFalse();
    assertThat(said.text()).contains(reason);
  }
}
