package dev.shizuka.cli.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private final AtomicLong now = new AtomicLong();
  private final TokenBucket bucket = new TokenBucket(10, 40, now::get);

  private long taken(int tries) {
    return IntStream.range(0, tries).filter(request -> bucket.take().isZero()).count();
  }

  @Test
  void aBurstIsLetInAndThenSoManyASecond() {
    assertThat(taken(100)).isEqualTo(40);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(taken(100)).isEqualTo(10);
    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(taken(100)).isEqualTo(40);
  }

  @Test
  void whoIsTurnedAwayIsToldHowLongToWait() {
    taken(40);
    Duration wait = bucket.take();
    assertThat(wait).isEqualTo(Duration.ofMillis(100));
    now.addAndGet(wait.toNanos());
    assertThat(bucket.take()).isZero();
  }
}
