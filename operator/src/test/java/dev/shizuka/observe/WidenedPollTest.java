package dev.shizuka.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WidenedPollTest {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofSeconds(10);

  @Test
  void aPollThatWidensItselfLeavesNoGaps() {
    assertThat(Poller.grace(GRACE, POLL, POLL)).isEqualTo(GRACE);
    assertThat(Poller.grace(GRACE, POLL, Duration.ofSeconds(12))).isEqualTo(GRACE);
    assertThat(Poller.grace(GRACE, POLL, Duration.ofSeconds(50))).isEqualTo(Duration.ofSeconds(100));
  }
}
