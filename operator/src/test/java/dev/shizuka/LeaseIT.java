package dev.shizuka;

import static dev.shizuka.LeaseWorld.alert;
import static dev.shizuka.LeaseWorld.hold;
import static dev.shizuka.LeaseWorld.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Flapping;
import dev.shizuka.api.SuppressionPolicySpec.Inhibit;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.testbed.RealAlertmanager;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions on real Alertmanagers: who is called, and which silences are left behind. */
class LeaseIT {
  @TempDir
  Path directory;
  private LeaseWorld world;

  private void start(String binary, int maxSilences) throws Exception {
    world = new LeaseWorld(directory, binary, maxSilences);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void holdCallsAPersonOnlyForWhatFiresLonger() throws Exception {
    start(RealAlertmanager.NEWEST, 1000);
    world.declare(policy("held", hold("5s"), "alertname=Held"));
    Instant fired = Instant.now();
    world.people.fire(alert("Held", "a", Map.of("extra", "1")), alert("Other", "b", Map.of()));
    await().untilAsserted(() -> assertThat(world.people.silencedBy().get("a")).isNotEmpty());
    await().until(() -> world.pager.called("Other/b").isPresent());
    assertThat(world.pager.called("Held/a")).isEmpty();
    await().until(() -> world.pager.called("Held/a").isPresent());
    // Silences end at full seconds, and rather early than late.
    assertThat(world.pager.called("Held/a").orElseThrow()).isAfter(fired.plusSeconds(4).minusMillis(100));

    // Its labels as equalities would also match the alert that has one label more and is heard by now.
    world.people.fire(Map.of("alertname", "Held", "namespace", "shop", "priority", "p4", "id", "a"));
    await().untilAsserted(() -> assertThat(world.people.alerts("Held")).hasSize(2)
        .anySatisfy(held -> assertThat(held.at("/status/silencedBy")).isNotEmpty()));
    assertThat(world.people.alerts("Held")).filteredOn(held -> held.at("/labels/extra").asText().equals("1"))
        .allSatisfy(superset -> assertThat(superset.at("/status/silencedBy")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
  void inhibitionKeepsTargetsQuietWhileASourceOfTheirNamespaceFires(String binary) throws Exception {
    start(binary, 1000);
    world.declare(policy("down", new Inhibit(List.of(new Match(List.of("alertname=NodeDown"))), List.of("node", "zone"),
        null), "alertname=PodDown"));
    world.people.fire(alert("NodeDown", "source", Map.of("node", "n1")),
        Map.of("alertname", "NodeDown", "namespace", "other", "node", "n2", "id", "elsewhere"),
        alert("PodDown", "quiet", Map.of("node", "n1")), alert("PodDown", "othernode", Map.of("node", "n2")),
        alert("PodDown", "otherzone", Map.of("node", "n1", "zone", "z")));
    await().untilAsserted(() -> assertThat(world.people.silencedBy().get("quiet")).hasSize(1));
    assertThat(world.people.silencedBy()).as("zone is missing on both sides of the first alone")
        .containsEntry("othernode", List.of()).containsEntry("otherzone", List.of()).containsEntry("source", List.of());
    world.awaitSync();
    assertThat(world.ledger.open()).filteredOn(episode -> "quiet".equals(episode.labels().get("id")))
        .allSatisfy(episode -> assertThat(episode.reason()).isEqualTo("inhibition")).hasSize(1);

    world.people.post(List.of(alert("NodeDown", "source", Map.of("node", "n1"))), Instant.now().minusSeconds(1));
    await().untilAsserted(() -> assertThat(world.people.silencedBy()).containsEntry("quiet", List.of()));
    await().until(() -> world.pager.called("PodDown/quiet").isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
  void whatFlapsIsToldOnceAndHeardAgainWhenItFiresSteadily(String binary) throws Exception {
    start(binary, 1000);
    world.declare(policy("flaps", new Flapping(3, "5m", "6s"), "id=a"));
    Map<String, String> flapping = alert("Flaps", "a", Map.of());
    world.see(() -> world.people.fire(flapping));
    world.see(() -> world.people.post(List.of(flapping), Instant.now().minusSeconds(1)));
    world.see(() -> world.people.fire(flapping));
    await().untilAsserted(() -> assertThat(world.people.alerts("Flaps")).hasSize(1)
        .allSatisfy(alert -> assertThat(alert.at("/status/silencedBy")).isNotEmpty()));
    await().untilAsserted(() -> assertThat(world.people.alerts("ShizukaFlapping")).hasSize(1));
    JsonNode told = world.people.alerts("ShizukaFlapping").getFirst();
    assertThat(told.at("/labels/flapping_alertname").asText()).isEqualTo("Flaps");
    assertThat(told.at("/labels/id").asText()).isEqualTo("a");
    assertThat(told.at("/annotations/description").asText()).contains("3 times", "5m", "shop/flaps", "6s");
    await().until(() -> world.pager.called("ShizukaFlapping/a").isPresent());
    assertThat(world.people.alerts("ShizukaFlapping")).allSatisfy(
        alert -> assertThat(alert.at("/status/silencedBy")).as("no silence of ours").isEmpty());

    await().untilAsserted(() -> assertThat(world.people.alerts("Flaps")).hasSize(1)
        .allSatisfy(alert -> assertThat(alert.at("/status/silencedBy")).isEmpty()));
    await().untilAsserted(() -> assertThat(world.people.alerts("ShizukaFlapping")).isEmpty());
    assertThat(world.ledger.open()).extracting(episode -> episode.labels().get("alertname"))
        .doesNotContain("ShizukaFlapping");
  }

  @Test
  void leasesEndWithinFiveMinutesAfterShizukaDiedAndStandIfItComesBack() throws Exception {
    start(RealAlertmanager.NEWEST, 1000);
    world.declare(policy("held", hold("1h"), "alertname=Held"));
    world.people.fire(alert("Held", "a", Map.of()));
    await().untilAsserted(() -> assertThat(world.people.silencedBy().get("a")).isNotEmpty());
    List<String> before = world.standing();
    world.engine.close();
    assertThat(world.people.standing()).isNotEmpty().allSatisfy(silence -> assertThat(
        Instant.parse(silence.path("endsAt").asText())).isBefore(Instant.now().plus(Duration.ofMinutes(5))));
    world.restart();
    world.declare(policy("held", hold("1h"), "alertname=Held"));
    world.awaitSync();
    assertThat(world.standing()).isEqualTo(before);
    assertThat(world.people.silences()).as("none was ended and made anew").hasSameSizeAs(before);
  }

  @Test
  void aStormTakesFewSilencesAndOneSyncEndsThem() throws Exception {
    start(RealAlertmanager.NEWEST, 1000);
    Declared<SuppressionPolicySpec> held = policy("held", hold("1h"), "alertname=Held");
    world.declare(held);
    world.people.post(IntStream.range(0, 300).mapToObj(number -> alert("Held", "i" + number, Map.of())).toList(),
        Instant.now().plusSeconds(600));
    await().untilAsserted(() -> assertThat(world.people.silenced()).isEqualTo(300));
    assertThat(world.standing()).hasSizeLessThanOrEqualTo(20);

    world.suspended = true;
    world.declare(held);
    world.awaitSync();
    assertThat(world.standing()).as("suspended").isEmpty();

    world.suspended = false;
    world.declare(held);
    await().untilAsserted(() -> assertThat(world.people.silenced()).isEqualTo(300));
    world.open = Suppression.Forbidden;
    world.declare(held);
    world.awaitSync();
    assertThat(world.standing()).as("the priority is closed").isEmpty();
  }

  @Test
  void atTheLimitTheAlertIsHeardAndThePolicyIsLimited() throws Exception {
    start(RealAlertmanager.NEWEST, 1);
    List<Declared<SuppressionPolicySpec>> policies = List.of(policy("a", hold("1h"), "alertname=A"),
        policy("b", hold("1h"), "alertname=B"));
    world.declare(policies);
    world.people.fire(alert("B", "b", Map.of()));
    await().untilAsserted(() -> assertThat(world.people.silencedBy().get("b")).isNotEmpty());
    world.people.fire(alert("A", "a", Map.of()));
    await().until(() -> world.pager.called("A/a").isPresent());
    SilenceSync sync = world.sync();
    assertThat(sync.limited()).containsExactly(new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "a"));
    assertThat(sync.synced()).isTrue();
    assertThat(sync.message()).contains("1 silences are not made", "--max-silences", "shop/a");
    assertThat(world.people.silencedBy().get("b")).as("the oldest stays").isNotEmpty();
    assertThat(world.standing()).hasSize(1);
  }

  @Test
  void observeWritesNothingAndCountsWhatItWouldHaveHidden() throws Exception {
    start(RealAlertmanager.NEWEST, 1000);
    world.declare(Stream.of(policy("held", hold("1h"), "alertname=Held")).map(LeaseWorld::observing).toList());
    world.people.fire(alert("Held", "a", Map.of()), alert("Other", "b", Map.of()));
    await().until(() -> world.pager.called("Held/a").isPresent() && world.pager.called("Other/b").isPresent());
    world.people.post(List.of(alert("Held", "a", Map.of()), alert("Other", "b", Map.of())),
        Instant.now().minusSeconds(1));
    await().untilAsserted(() -> assertThat(world.ledger.wouldSuppress())
        .containsExactly(Map.entry(new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "held"), 1L)));
    assertThat(world.people.silences()).isEmpty();
    assertThat(world.engine.polls().get("main").late()).as("nothing is kept quiet, so nothing is late").isEmpty();
  }
}
