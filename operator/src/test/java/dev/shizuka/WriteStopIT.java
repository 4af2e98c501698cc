package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.testbed.ChangingPolicies;
import dev.shizuka.testbed.DeclaredSilences;
import dev.shizuka.testbed.FaultyProxy;
import dev.shizuka.testbed.RealAlertmanager;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps silences as declared stops between each two writes; what is started in its place knows nothing of it but what Alertmanager shows. */
class WriteStopIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir
  private Path directory;

  @Test
  void stoppedBeforeAnyWriteExactlyTheDeclaredSilencesStandAfterARestart() throws Exception {
    try (RealAlertmanager alertmanager = RealAlertmanager.start(directory, RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
        FaultyProxy proxy = new FaultyProxy(alertmanager.url(), Duration.ZERO)) {
      awaitExactlyTheDeclared(proxy, alertmanager, 0);
      for (int write = 1; write <= ChangingPolicies.WRITES; write++) {
        try (DeclaredSilences ours = declared(proxy, write - 1)) {
          await().atMost(SOON).until(() -> ours.last().isPresent());
          proxy.closeGateAfter(write - 1);
          ours.declare(ChangingPolicies.of(write));
          assertThat(proxy.awaitWriteAtGate(SOON)).as("the change has write %d", write).isTrue();
        }
        proxy.openGate();
        awaitExactlyTheDeclared(proxy, alertmanager, write);
      }
    }
  }

  private static DeclaredSilences declared(FaultyProxy proxy, int round) {
    DeclaredSilences silences = new DeclaredSilences("one", Duration.ofSeconds(10), proxy.url());
    silences.declare(ChangingPolicies.of(round));
    return silences;
  }

  private static void awaitExactlyTheDeclared(FaultyProxy proxy, RealAlertmanager alertmanager, int round) {
    try (DeclaredSilences ours = declared(proxy, round)) {
      await().atMost(SOON).untilAsserted(() -> assertThat(ours.standing(alertmanager.url()))
          .containsExactlyInAnyOrderElementsOf(ours.declared()).hasSize(ChangingPolicies.SILENCES));
    }
  }
}
