package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.FaultyProxy;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code shizuka local} killed with {@code kill -9} within a change that ends, updates, makes and takes over silences. A loop that stops before
 * every single write is in WriteStopIT: it keeps nothing outside Alertmanager, so that is the same and twenty times as fast.
 */
class WriteKillIT {
  /** Before which of the six writes of each change ({@link #policies}): after what ends, amid the updates, before what is taken over. */
  private static final List<Integer> KILLED_BEFORE = List.of(3, 6, 4);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir
  private Path directory;
  private RealAlertmanager alertmanager;
  private FaultyProxy proxy;
  private AlertmanagerApi people;
  private Launcher local;

  @BeforeEach
  void start() throws IOException {
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
    proxy = new FaultyProxy(alertmanager.url(), Duration.ZERO);
    people = new AlertmanagerApi(alertmanager.url());
    write("backend.yaml", """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec: {alertmanager: {urls: ["%s"]}}
        """.formatted(proxy.url()));
    declare(0);
    local = startLocal();
  }

  @AfterEach
  void stop() {
    local.close();
    proxy.close();
    alertmanager.close();
  }

  @Test
  void killedWithinAChangeExactlyTheDeclaredSilencesStandAfterARestart() throws Exception {
    JsonNode foreign = people.standing(people.silence("alertname", "stays")).orElseThrow();
    awaitExactlyTheDeclared(0);
    for (int round = 1; round <= KILLED_BEFORE.size(); round++) {
      int write = KILLED_BEFORE.get(round - 1);
      proxy.closeGateAfter(write - 1);
      declare(round);
      assertThat(proxy.awaitWriteAtGate(SOON)).as("the change has write %d", write).isTrue();
      local.kill();
      proxy.openGate();
      local = startLocal();
      awaitExactlyTheDeclared(round);
    }
    assertThat(people.standing(foreign.path("id").asText())).contains(foreign);
  }

  /** A silence that stands. */
  private record Look(String alertname, Instant endsAt, String comment) {}

  private void awaitExactlyTheDeclared(int round) {
    await().atMost(SOON).untilAsserted(() -> assertThat(people.standing().stream()
        .filter(silence -> silence.path("createdBy").asText().startsWith("shizuka/")).map(WriteKillIT::look).toList())
        .containsExactlyInAnyOrderElementsOf(policies(round).stream().map(Policy::look).toList()));
  }

  private static Look look(JsonNode silence) {
    String alertname = StreamSupport.stream(silence.path("matchers").spliterator(), false)
        .filter(matcher -> matcher.path("name").asText().equals("alertname"))
        .map(matcher -> matcher.path("value").asText()).findFirst().orElseThrow();
    return new Look(alertname, Instant.parse(silence.path("endsAt").asText()).truncatedTo(ChronoUnit.SECONDS),
        silence.path("comment").asText());
  }

  private record Policy(String name, String alertname, int minutes, String reason) {
    Instant until() {
      return NOW.plus(Duration.ofMinutes(minutes));
    }

    Look look() {
      return new Look(alertname, until(), "shop/" + name + ": " + reason);
    }

    String yaml() {
      return """
          apiVersion: shizuka.dev/v1alpha1
          kind: SuppressionPolicy
          metadata: {name: %s, namespace: shop}
          spec:
            mode: Enforce
            reason: %s
            expires: %s
            match: [{matchers: ['alertname=~"%s"']}]
            silence: {from: %s, until: %s}
          """.formatted(name, reason, NOW.plus(Duration.ofDays(1)), alertname, NOW.minusSeconds(60), until());
    }
  }

  /** From one round to the next one comes and one goes, two are updated, and one is taken over by a wider one or ends for a narrower one. */
  private static List<Policy> policies(int round) {
    boolean even = round % 2 == 0;
    return List.of(new Policy("stays", "stays", 100, "same"), new Policy("comes-and-goes-" + round, "b", 100, "same"),
        new Policy("told-otherwise", "c", 100, "round " + round),
        new Policy("shorter-or-longer", "d", even ? 300 : 200, "same"),
        new Policy("narrower-or-wider", even ? "e|f" : "e", 100, "same"));
  }

  private void declare(int round) throws IOException {
    write("policies.yaml", String.join("---\n", policies(round).stream().map(Policy::yaml).toList()));
  }

  private void write(String file, String text) throws IOException {
    Path catalog = Files.createDirectories(directory.resolve("catalog"));
    Path next = Files.writeString(directory.resolve("next"), text);
    Files.move(next, catalog.resolve(file), StandardCopyOption.ATOMIC_MOVE);
  }

  private Launcher startLocal() throws IOException {
    return Launcher.start(directory, "local", "catalog", "--data", "data", "--listen", "127.0.0.1:0");
  }
}
