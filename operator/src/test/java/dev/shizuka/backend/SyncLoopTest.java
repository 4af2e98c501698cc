package dev.shizuka.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SyncLoopTest {
  @Test
  void aRunThatFailsIsNotTheLast() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch again = new CountDownLatch(1);
    try (SyncLoop loop = new SyncLoop("test", Duration.ZERO, () -> {
      if (runs.incrementAndGet() == 1) {
        throw new IllegalStateException("a bug");
      }
      again.countDown();
      return Duration.ofDays(1);
    })) {
      loop.start();
      assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
