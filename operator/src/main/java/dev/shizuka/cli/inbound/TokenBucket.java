package dev.shizuka.cli.inbound;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How many requests are let in: a burst, and then so many a second. */
final class TokenBucket {
  private static final double NANOS = 1e9;
  private final double perSecond;
  private final double burst;
  private final LongSupplier nanos;
  private double tokens;
  private long filledAt;

  /** @param nanos a clock that never goes back */
  TokenBucket(int perSecond, int burst, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanos = nanos;
    this.tokens = burst;
    this.filledAt = nanos.getAsLong();
  }

  /** Takes a token; how long to wait for one where there is none, and zero where it was taken. */
  synchronized Duration take() {
    long now = nanos.getAsLong();
    tokens = Math.min(burst, tokens + (now - filledAt) / NANOS * perSecond);
    filledAt = now;
    if (tokens < 1) {
      return Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * NANOS));
    }
    tokens -= 1;
    return Duration.ZERO;
  }
}
