package dev.shizuka.operator;

import dev.shizuka.ledger.StoreException;
import dev.shizuka.operator.Candidate.Standing;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the one place that writes, and its loss:
 *
 * <ol>
 * <li>It is lost once another one has it, or has opened the store to write to it.
 * <li>Neither can be while the store says that nobody has: whoever takes the place opens the store before it writes anywhere. So an API server that is
 * away costs nobody the place.
 * <li>It is lost where neither the API server nor the store has confirmed it for the deadline, which is before the others may take it.
 * </ol>
 */
public final class Election implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Election.class);
  /** What is asked at the moment is given that long. */
  private static final Duration END = Duration.ofSeconds(3);

  private final Candidate candidate;
  private final Timing timing;
  private final Consumer<String> lost;
  private final LongSupplier stopwatch;
  /** When the last question was asked that was answered well. */
  private final AtomicLong confirmed = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  /** Platform threads: virtual ones wait for each other where a database is slow. */
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3,
      Thread.ofPlatform().daemon().name("leader-", 0).factory());
  private boolean troubled;

  /**
   * How often what is done while this one has the place.
   *
   * @param ask the store is asked
   * @param deadline without any confirmation
   */
  public record Timing(Duration renew, Duration ask, Duration deadline) {
    /** For a Lease of eight seconds. */
    public static final Timing LEASE = new Timing(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(6));
    /** Nobody waits for the place, so a long pause costs nothing. */
    public static final Timing ALONE = new Timing(Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(10_000));
  }

  /** @param lost told why, once; must see to it that nothing is written any more */
  public Election(Candidate candidate, Timing timing, Consumer<String> lost) {
    this(candidate, timing, lost, System::nanoTime);
  }

  Election(Candidate candidate, Timing timing, Consumer<String> lost, LongSupplier stopwatch) {
    this.candidate = candidate;
    this.timing = timing;
    this.lost = lost;
    this.stopwatch = stopwatch;
  }

  /** Tries once; from a success on the place is kept, and this is not to be called again. */
  public Standing stand() {
    long asked = stopwatch.getAsLong();
    Standing standing = candidate.stand();
    if (standing instanceof Standing.Leading) {
      confirmed.set(asked);
      LOG.info("Leads from now on");
      every(timing.renew(), this::renew);
      every(timing.deadline().dividedBy(20), this::watch);
    }
    return standing;
  }

  /** @param newest whether nobody has opened the store to write to it since; throws StoreException where it cannot be asked */
  public void check(BooleanSupplier newest) {
    every(timing.ask(), () -> ask(newest));
  }

  private void every(Duration pause, Runnable look) {
    threads.scheduleWithFixedDelay(() -> {
      try {
        look.run();
      } catch (RuntimeException bug) {
        // One that ends would leave the place unwatched; without a confirmation it is lost soon enough.
        LOG.error("Leadership could not be confirmed", bug);
      }
    }, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void renew() {
    long asked = stopwatch.getAsLong();
    switch (candidate.stand()) {
      case Standing.Leading leading -> {
        confirm(asked);
        troubled = false;
      }
      case Standing.Following(String leader) -> lose(leader + " leads now");
      case Standing.Unknown(String why) -> {
        if (!troubled) {
          LOG.warn("Leads on as long as the store says that nobody else does: {}", why);
        }
        troubled = true;
      }
    }
  }

  private void ask(BooleanSupplier newest) {
    long asked = stopwatch.getAsLong();
    try {
      if (newest.getAsBoolean()) {
        confirm(asked);
      } else {
        lose("another Shizuka has opened the store and writes to it");
      }
    } catch (StoreException away) {
      LOG.debug("The store did not say who writes to it", away);
    }
  }

  private void confirm(long asked) {
    confirmed.accumulateAndGet(asked, (one, other) -> one - other > 0 ? one : other);
  }

  private void watch() {
    if (stopwatch.getAsLong() - confirmed.get() > timing.deadline().toNanos()) {
      lose("neither the API server nor the store has confirmed it for " + timing.deadline().toSeconds() + " s");
    }
  }

  private void lose(String why) {
    if (over.compareAndSet(false, true)) {
      lost.accept(why);
    }
  }

  /** Gives the place back; to be called when nothing writes any more. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    try {
      threads.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      interrupted = true;
    }
    candidate.withdraw();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
