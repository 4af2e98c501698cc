package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.testbed.ChangingPolicies;
import dev.shizuka.testbed.DeclaredSilences;
import dev.shizuka.testbed.FaultyProxy;
import dev.shizuka.testbed.FaultyProxy.Fault;
import dev.shizuka.testbed.RealAlertmanager;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Two Alertmanagers as a cluster while policies change: whoever is down or loses answers, each silence stands once at both. */
@ParameterizedClass
@ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
class ClusterFaultsIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Parameter
  String binary;
  @TempDir
  private Path directory;
  private RealAlertmanager first;
  private RealAlertmanager second;
  private FaultyProxy proxy;
  private DeclaredSilences ours;

  @BeforeEach
  void start() throws Exception {
    first = RealAlertmanager.join(directory.resolve("first"), binary, RealAlertmanager.PLAIN, null);
    second = RealAlertmanager.join(directory.resolve("second"), binary, RealAlertmanager.PLAIN, first);
    proxy = new FaultyProxy(first.url(), Duration.ZERO);
    ours = new DeclaredSilences("one", Duration.ofSeconds(2), proxy.url(), second.url());
    ours.declare(ChangingPolicies.of(0));
    awaitExactlyTheDeclaredAtBoth();
  }

  @AfterEach
  void stop() {
    ours.close();
    proxy.close();
    second.close();
    first.close();
  }

  @Test
  void policiesThatChangeWhileAMemberIsDownAreInForceOnceAtBoth() throws Exception {
    first.close();
    ours.declare(ChangingPolicies.of(1));
    awaitExactlyTheDeclaredAt(second);
    first.restart();
    awaitExactlyTheDeclaredAtBoth();

    second.close();
    ours.declare(ChangingPolicies.of(2));
    awaitExactlyTheDeclaredAt(first);
    second.restart();
    awaitExactlyTheDeclaredAtBoth();
  }

  @Test
  void aWriteThatHappenedThoughItsAnswerWasLostLeavesNoSecondSilence() {
    proxy.inflict(Fault.LOST_ANSWER, "POST", "DELETE");
    for (int round = 1; round <= 3; round++) {
      ours.declare(ChangingPolicies.of(round));
      awaitExactlyTheDeclaredAtBoth();
    }
    assertThat(proxy.suffered()).isPositive();
  }

  private void awaitExactlyTheDeclaredAtBoth() {
    awaitExactlyTheDeclaredAt(first);
    awaitExactlyTheDeclaredAt(second);
    awaitExactlyTheDeclaredAt(first);
  }

  private void awaitExactlyTheDeclaredAt(RealAlertmanager member) {
    await().atMost(SOON).untilAsserted(() -> assertThat(ours.standing(member.url()))
        .containsExactlyInAnyOrderElementsOf(ours.declared()).hasSize(ChangingPolicies.SILENCES));
  }
}
