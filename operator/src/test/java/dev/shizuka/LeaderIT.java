package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.LeaderWorld.Replica;
import dev.shizuka.testbed.Testbed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas of {@code shizuka operator}, of which the leader is killed, paused for longer than its Lease, and stopped, at random moments while alerts come
 * and go: one at a time writes, the next goes on with the same episodes, and every firing is counted once. {@code make soak} makes it longer.
 */
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeaderIT {
  private static final int KILLS = Testbed.scale(3);
  private static final int PAUSES = Testbed.scale(1);
  private static final long SEED = Long.getLong("seed", 20261121);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration TAKEOVER = Duration.ofSeconds(20);
  private static final Duration LEASE = Duration.ofSeconds(8);

  @TempDir
  static Path directory;
  private LeaderWorld world;
  private Replica leader;
  private Replica standby;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random = new Random(SEED);
  private int rounds;

  @BeforeAll
  void start() throws Exception {
    world = new LeaderWorld(directory);
    world.apply(policy("quiet", "Quiet", "from the start"));
    Instant before = Instant.now();
    Replica one = world.start("127.0.0.2");
    Replica two = world.start("127.0.0.3");
    leader = world.awaitLeader(Optional.empty(), before);
    standby = leader.equals(one) ? two : one;
  }

  @AfterAll
  void stop() throws Exception {
    http.close();
    world.close();
  }

  @Test
  @Order(1)
  void aStandbyAnswersProbesAndAsksSendersToComeAgain() throws Exception {
    world.awaitStandby(standby);
    URI url = standby.url();
    assertThat(get(url, "/healthz").statusCode()).isEqualTo(200);
    assertThat(get(url, "/readyz").statusCode()).isEqualTo(200);
    assertThat(get(url, "/readyz").body()).contains("standby; the leader is " + leader.name() + "_");
    assertThat(get(url, "/metrics").body()).contains("shizuka_leader 0.0").doesNotContain("shizuka_alert", "store");
    assertThat(get(leader.url(), "/metrics").body()).contains("shizuka_leader 1.0", "shizuka_store_writable 1.0");
    HttpResponse<String> sent = http.send(HttpRequest.newBuilder(url.resolve("/api/v1/alertmanager"))
        .POST(HttpRequest.BodyPublishers.ofString("{}")).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(sent.statusCode()).isEqualTo(503);
    assertThat(sent.headers().firstValue("Retry-After")).contains("1");
    assertThat(sent.headers().firstValue("Connection")).contains("close");
    assertThat(standby.writes().writes()).isEmpty();
  }

  @Test
  @Order(2)
  void theNextOneGoesOnWithin20SecondsWhereTheLeaderWasKilled() throws Exception {
    for (int kill = 1; kill <= KILLS; kill++) {
      fire();
      pause(random.nextInt(2500));
      Instant killed = Instant.now();
      leader.process().kill();
      resolve(rounds - 1);
      world.buried(leader);
      Replica restarted = world.start(leader.place());
      Replica next = awaitSuccessor(killed, TAKEOVER);
      standby = next.equals(standby) ? restarted : standby;
      leader = next;
      awaitAllSeen();
    }
    assertEachFiringCountedOnce();
  }

  @Test
  @Order(3)
  void oneThatIsStoppedPolitelyHandsOverAtOnce() throws Exception {
    fire();
    pause(random.nextInt(2500));
    Instant asked = Instant.now();
    leader.process().signal("TERM");
    Replica before = leader;
    leader = awaitSuccessor(asked, LEASE);
    await().atMost(SOON).untilAsserted(() -> assertThat(before.process().exitCode()).isPresent());
    replace(before);
    awaitAllSeen();
    assertEachFiringCountedOnce();
  }

  @Test
  @Order(4)
  void oneThatWakesLateEndsByItselfAndItsLateWriteIsUndoneWithinOneSync() throws Exception {
    for (int pause = 1; pause <= PAUSES; pause++) {
      fire();
      pause(random.nextInt(2500));
      String late = policy("late", "Late", "round " + rounds);
      leader.writes().hold();
      world.apply(late);
      await("a write under way").atMost(SOON).until(() -> leader.writes().underway() > 0);
      Replica asleep = leader;
      Instant paused = Instant.now();
      asleep.process().signal("STOP");
      world.delete(late);
      resolve(rounds - 1);
      leader = awaitSuccessor(paused, TAKEOVER);

      asleep.writes().letGo();
      await("the late write").atMost(SOON).until(() -> asleep.writes().underway() == 0);
      asleep.process().signal("CONT");
      await("it ends").atMost(SOON)
          .untilAsserted(() -> assertThat(asleep.process().exitCode()).isEqualTo(OptionalInt.of(1)));
      assertThat(asleep.process().output()).contains("Not the leader any more");
      awaitOneSync();
      assertThat(of("Late", world.api.silences())).as("those that were written late").hasSize(pause);
      assertThat(of("Late", world.api.standing())).isEmpty();
      replace(asleep);
      awaitAllSeen();
    }
    assertEachFiringCountedOnce();
  }

  private Replica awaitSuccessor(Instant since, Duration limit) throws Exception {
    Replica next = world.awaitLeader(Optional.of(leader), since);
    Duration took = Duration.between(since, Instant.now());
    System.out
        .println("LeaderIT: " + next.name() + " polls " + took.toMillis() + " ms after the end of " + leader.name());
    assertThat(took).as("until the next one polls").isLessThan(limit);
    return next;
  }

  private void replace(Replica ended) throws Exception {
    world.buried(ended);
    standby = world.start(ended.place());
  }

  /** Returns when a sync that began after this moment has ended. */
  private void awaitOneSync() {
    String reason = "sync " + rounds + " " + random.nextInt();
    world.apply(policy("quiet", "Quiet", reason));
    await("a sync").atMost(SOON).until(() -> of("Quiet", world.api.standing()).toString().contains(reason));
  }

  private static List<JsonNode> of(String alertname, List<JsonNode> silences) {
    return silences.stream().filter(silence -> silence.path("matchers").toString().contains(alertname)).toList();
  }

  private static String policy(String name, String alertname, String reason) {
    return """
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionPolicy
        metadata: {name: %s, namespace: shop}
        spec:
          mode: Enforce
          reason: %s
          expires: %s
          match: [{matchers: ['alertname="%s"']}]
          silence: {from: 2026-01-01T00:00:00Z, until: 2099-01-01T00:00:00Z}
        """.formatted(name, reason, Instant.now().plus(Duration.ofDays(1)), alertname);
  }

  /** Two that are covered and one that is not, none of which has ever fired before; not before somebody stands by. */
  private void fire() {
    world.awaitStandby(standby);
    rounds++;
    world.api.post(alerts(rounds), Instant.now().plus(Duration.ofMinutes(30)));
  }

  private void resolve(int round) {
    world.api.post(alerts(round), Instant.now().minusSeconds(1));
  }

  private static List<Map<String, String>> alerts(int round) {
    return round == 0
        ? List.of()
        : List.of(alert("Quiet", "one", round), alert("Quiet", "two", round), alert("Loud", "three", round));
  }

  private static Map<String, String> alert(String name, String id, int round) {
    return Map.of("alertname", name, "namespace", "shop", "id", id + "-" + round);
  }

  private void pause(int millis) {
    await().pollDelay(Duration.ofMillis(millis)).atMost(SOON).until(() -> true);
  }

  private void awaitAllSeen() {
    await("every firing has an episode, and each loud one called a person").atMost(SOON).untilAsserted(() -> {
      assertThat(world.audit.instances()).isEqualTo(3L * rounds);
      assertThat(world.audit.actionable()).isEqualTo(rounds);
    });
  }

  private void assertEachFiringCountedOnce() throws Exception {
    resolve(rounds);
    await("no episode is open").atMost(SOON)
        .untilAsserted(() -> assertThat(world.audit.openEpisodes()).isZero());
    assertThat(world.audit.episodes()).isEqualTo(3L * rounds);
    assertThat(world.audit.counted()).isEqualTo(3L * rounds);
    assertThat(world.audit.actionable()).isEqualTo(rounds);
    world.audit.assertOneWritesAtATime(world.leaders);
    assertThat(world.refused()).isEmpty();
    assertThat(world.all()).allSatisfy(
        replica -> assertThat(world.strayWrites(replica)).as("writes of %s without the Lease", replica.name())
            .isZero());
  }

  private HttpResponse<String> get(URI base, String path) throws Exception {
    return http.send(HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
