package dev.shizuka.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** SIGTERM and Ctrl-C. Opened before and closed after all that must be closed: the process lives on until then. */
final class Stop implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  private final List<Runnable> consequences = new CopyOnWriteArrayList<>();

  private Stop() {}

  static Stop listen() {
    Stop stop = new Stop();
    Runtime.getRuntime().addShutdownHook(new Thread(stop::askAndWait));
    return stop;
  }

  boolean asked() {
    return asked.getCount() == 0;
  }

  /** Runs that once somebody asks to stop. */
  void then(Runnable consequence) {
    consequences.add(consequence);
    if (asked()) {
      consequence.run();
    }
  }

  /** Until somebody asks to stop. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** For that long at most; true if somebody asked to stop. */
  boolean await(Duration limit) throws InterruptedException {
    return asked.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void askAndWait() {
    asked.countDown();
    consequences.forEach(Runnable::run);
    try {
      closed.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
