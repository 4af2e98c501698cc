package dev.shizuka.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Instant TAKEN = Instant.parse("2026-11-21T09:00:00Z");

  @Test
  void eachTryWaitsTwiceAsLongUpToHalfAnHour() {
    assertThat(wait(1)).isEqualTo(Duration.ofSeconds(30));
    assertThat(wait(2)).isEqualTo(Duration.ofSeconds(60));
    assertThat(wait(6)).isEqualTo(Duration.ofSeconds(960));
    assertThat(wait(7)).isEqualTo(Duration.ofMinutes(30));
    assertThat(wait(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(30));
  }

  private static Duration wait(int attempts) {
    return Duration.between(TAKEN, Patience.DEFAULT.next(attempts, TAKEN, TAKEN).orElseThrow());
  }

  @Test
  void afterADayItIsGivenUp() {
    assertThat(Patience.DEFAULT.next(50, TAKEN, TAKEN.plus(Duration.ofMinutes(23 * 60 + 30)))).isPresent();
    assertThat(Patience.DEFAULT.next(50, TAKEN, TAKEN.plus(Duration.ofMinutes(23 * 60 + 31)))).isEmpty();
  }
}
