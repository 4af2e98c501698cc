package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.ChangingPolicies;
import dev.shizuka.testbed.DeclaredSilences;
import dev.shizuka.testbed.DeclaredSilences.Look;
import dev.shizuka.testbed.FaultyProxy;
import dev.shizuka.testbed.FaultyProxy.Fault;
import dev.shizuka.testbed.RealAlertmanager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Policies come, change and go while Alertmanager fails in every way it can: afterwards exactly the declared silences stand, none twice, none
 * orphaned, and those of others are as they were.
 */
@ParameterizedClass
@ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
class SilenceFaultsIT {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final List<Fault> OF_WRITES = List.of(Fault.ERROR, Fault.REFUSAL, Fault.LOST_REQUEST,
      Fault.LOST_ANSWER, Fault.HALF_ANSWER, Fault.STALLED_ANSWER, Fault.LATE_REQUEST);
  private static final List<Fault> OF_READS = List.of(Fault.AWAY, Fault.LOST_REQUEST, Fault.HALF_ANSWER,
      Fault.STALLED_ANSWER);

  @Parameter
  String binary;
  @TempDir
  private Path directory;
  private RealAlertmanager alertmanager;
  private AlertmanagerApi people;
  private FaultyProxy proxy;
  private DeclaredSilences ours;
  private JsonNode foreign;

  @BeforeEach
  void start() throws Exception {
    alertmanager = RealAlertmanager.start(directory, binary, RealAlertmanager.PLAIN);
    people = new AlertmanagerApi(alertmanager.url());
    foreign = people.standing(people.silence("alertname", "stays")).orElseThrow();
    proxy = new FaultyProxy(alertmanager.url(), PATIENCE.multipliedBy(2));
    ours = new DeclaredSilences("one", PATIENCE, proxy.url());
    ours.declare(ChangingPolicies.of(0));
    awaitExactlyTheDeclared();
  }

  @AfterEach
  void stop() {
    ours.close();
    proxy.close();
    alertmanager.close();
  }

  @Test
  void afterEveryFaultExactlyTheDeclaredSilencesStand() throws Exception {
    int round = 0;
    for (Fault fault : OF_WRITES) {
      sufferChange(++round, fault, "POST", "DELETE");
    }
    for (Fault fault : OF_READS) {
      sufferChange(++round, fault, "GET");
    }
    assertForeignUntouched();
  }

  private void sufferChange(int round, Fault fault, String... methods) throws Exception {
    proxy.inflict(fault, methods);
    ours.declare(ChangingPolicies.of(round));
    await(fault + " was met").atMost(SOON).until(() -> proxy.suffered() > 0);
    proxy.heal();
    ours.request();
    awaitExactlyTheDeclared();
  }

  @Test
  void aRefusedWriteNeverKeepsAliveWhatMustEnd() throws Exception {
    proxy.inflict(Fault.REFUSAL, "POST");
    ours.declare(ChangingPolicies.of(1));
    await().atMost(SOON).untilAsserted(() -> {
      assertThat(proxy.suffered()).isPositive();
      assertThat(ours.standing(alertmanager.url())).allSatisfy(standing -> assertThat(ours.declared())
          .as("%s", standing).anyMatch(declared -> declared.matchers().equals(standing.matchers())
              && !standing.endsAt().isAfter(declared.endsAt())));
    });
    assertThat(ours.last().orElseThrow().failures().values()).allMatch(said -> said.contains("made to refuse"));
    proxy.heal();
    ours.request();
    awaitExactlyTheDeclared();
    assertForeignUntouched();
  }

  @Test
  void afterARestartOfAlertmanagerExactlyTheDeclaredSilencesStand() throws Exception {
    alertmanager.close();
    ours.declare(ChangingPolicies.of(1));
    alertmanager.restart();
    ours.request();
    awaitExactlyTheDeclared();
    assertForeignUntouched();

    ours.declare(ChangingPolicies.of(2));
    awaitExactlyTheDeclared();
    alertmanager.kill();
    alertmanager.restart();
    ours.request();
    awaitExactlyTheDeclared();

    alertmanager.kill();
    ours.declare(ChangingPolicies.of(3));
    alertmanager.restartEmpty();
    ours.request();
    awaitExactlyTheDeclared();
    assertThat(people.standing()).hasSameSizeAs(ours.declared());
  }

  private void awaitExactlyTheDeclared() {
    await().atMost(SOON).untilAsserted(() -> {
      assertThat(proxy.owesRequests()).isFalse();
      List<Look> declared = ours.declared();
      assertThat(ours.standing(alertmanager.url())).containsExactlyInAnyOrderElementsOf(declared)
          .hasSize(ChangingPolicies.SILENCES);
    });
  }

  private void assertForeignUntouched() {
    assertThat(people.standing(foreign.path("id").asText())).contains(foreign);
  }
}
