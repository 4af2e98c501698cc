package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One policy of each form under the same alerts, enforced at one Alertmanager and observed at another: what is hidden at the first is what
 * would have been at the second. Alerts begin and end at seconds, far enough from every limit for the polls to be late.
 */
class ObserveEnforceIT {
  private static final long SEED = Long.getLong("seed", 20261121);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Pattern COUNT = Pattern.compile("policy=\"(?:shop/)?([a-z]+)\".* ([0-9.]+)$");

  @TempDir
  private Path directory;
  private final Random random = new Random(SEED);
  /** Alerts that begin and those that end, by second. */
  private final Map<Integer, List<Map<String, String>>> begins = new TreeMap<>();
  private final Map<Integer, List<Map<String, String>>> ends = new TreeMap<>();
  private final Map<String, Integer> hidden = new TreeMap<>();
  private int alerts;

  @Test
  void whatIsHiddenUnderEnforceIsWhatWouldHaveBeenUnderObserve() throws Exception {
    plan();
    try (RealAlertmanager enforced = alertmanager("enforced");
        RealAlertmanager observed = alertmanager("observed");
        Launcher enforcing = startLocal(enforced, "Enforce");
        Launcher observing = startLocal(observed, "Observe")) {
      AlertmanagerApi atEnforced = new AlertmanagerApi(enforced.url());
      AlertmanagerApi atObserved = new AlertmanagerApi(observed.url());
      await("both run").atMost(SOON).ignoreExceptions().until(() -> atEnforced.standing().size() > 1
          && !enforcing.get("/readyz").isEmpty() && !observing.get("/readyz").isEmpty());
      play(List.of(atEnforced, atObserved));
      await("all is counted").atMost(SOON).untilAsserted(() -> {
        assertThat(counts(enforcing, "shizuka_alert_episodes_total{", "outcome=\"suppressed\"")).isEqualTo(hidden);
        assertThat(counts(observing, "shizuka_policy_would_suppress_total{", "")).isEqualTo(hidden);
      });
      assertThat(atObserved.standing()).as("Observe writes nothing").isEmpty();
    }
  }

  private void plan() {
    for (int number = 0; number < 3; number++) {
      fire("silence", "Quiet", "q" + number, second(), 4 + random.nextInt(3));
      fire("schedule", "Batch", "b" + number, second(), 4 + random.nextInt(3));
      fire("hold", "Blip", "short" + number, second(), 4);
      fire("", "Blip", "long" + number, second(), 13);
      fire("", "DiskSlow", "alone" + number, second(), 5);
      String node = "node" + number;
      int down = second();
      fire("", "NodeDown", node, down, 12);
      fire("inhibit", "DiskSlow", node, down + 3, 6);
      int flaps = second();
      fire("flapping", "Flap", "f" + number, flaps, 2);
      fire("", "Flap", "f" + number, flaps + 4, 8);
      fire("", "Flap", "steady" + number, second(), 8);
    }
  }

  private int second() {
    return random.nextInt(4);
  }

  /** @param policy that hides the episode that begins, or empty */
  private void fire(String policy, String name, String node, int from, int seconds) {
    Map<String, String> alert = Map.of("alertname", name, "namespace", "shop", "node", node);
    begins.computeIfAbsent(from, none -> new ArrayList<>()).add(alert);
    ends.computeIfAbsent(from + seconds, none -> new ArrayList<>()).add(alert);
    alerts++;
    if (!policy.isEmpty()) {
      hidden.merge(policy, 1, Integer::sum);
    }
  }

  private void play(List<AlertmanagerApi> everywhere) {
    assertThat(alerts).isEqualTo(30);
    Instant start = Instant.now();
    for (int second = 0; second <= 17; second++) {
      Instant due = start.plusSeconds(second);
      await().pollInterval(Duration.ofMillis(20)).until(() -> !Instant.now().isBefore(due));
      List<Map<String, String>> ending = ends.getOrDefault(second, List.of());
      List<Map<String, String>> beginning = begins.getOrDefault(second, List.of());
      everywhere.forEach(api -> {
        api.post(ending, Instant.now().minusSeconds(1));
        api.post(beginning, Instant.now().plus(Duration.ofMinutes(10)));
      });
    }
  }

  private static Map<String, Integer> counts(Launcher local, String series, String label) throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    local.get("/metrics").lines().filter(line -> line.startsWith(series) && line.contains(label)).forEach(line -> {
      Matcher found = COUNT.matcher(line);
      if (found.find() && Double.parseDouble(found.group(2)) > 0) {
        counts.merge(found.group(1), (int) Double.parseDouble(found.group(2)), Integer::sum);
      }
    });
    return counts;
  }

  private RealAlertmanager alertmanager(String name) throws IOException {
    return RealAlertmanager.start(directory.resolve(name), RealAlertmanager.NEWEST, RealAlertmanager.PLAIN);
  }

  private Launcher startLocal(RealAlertmanager alertmanager, String mode) throws IOException {
    Path catalog = Files.createDirectories(directory.resolve(mode));
    Files.writeString(catalog.resolve("backend.yaml"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec: {alertmanager: {urls: ["%s"]}}
        """.formatted(alertmanager.url()));
    Instant now = Instant.now();
    forms(now).forEach((name, form) -> write(catalog.resolve(name + ".yaml"), """
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionPolicy
        metadata: {name: %s, namespace: shop}
        spec:
          mode: %s
          reason: nobody acts on it
          expires: %s
          %s
        """.formatted(name, mode, now.plus(Duration.ofDays(1)), form)));
    return Launcher.start(directory, "local", mode, "--data", mode + "-data", "--listen", "127.0.0.1:0", "--poll",
        "300ms", "--grace", "3s", "--settle", "4s");
  }

  private static Map<String, String> forms(Instant now) {
    return Map.of("silence", match("Quiet") + "silence: {from: %s, until: %s}".formatted(now, now.plusSeconds(3600)),
        "schedule",
        match("Batch") + "schedule: {timeZone: UTC, windows: [{days: [mon-sun], from: \"%s\", until: \"%s\"}]}"
            .formatted(time(now.minusSeconds(3600)), time(now.plusSeconds(3600))),
        "inhibit", match("DiskSlow") + "inhibit: {source: [{matchers: [alertname=NodeDown]}], equal: [node]}", "hold",
        match("Blip") + "hold: {for: 7s}", "flapping",
        match("Flap") + "flapping: {changes: 3, within: 1m, quietFor: 1m}");
  }

  private static String match(String alertname) {
    return "match: [{matchers: [alertname=%s]}]%n  ".formatted(alertname);
  }

  private static LocalTime time(Instant at) {
    return LocalTime.ofInstant(at, ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
