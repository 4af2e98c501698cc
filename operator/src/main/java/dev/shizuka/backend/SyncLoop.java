package dev.shizuka.backend;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One serialized loop on a thread of its own: a request makes it run once, requests that come while it runs or within the pause after it
 * make it run once more, and without requests it runs at every interval.
 */
public final class SyncLoop implements AutoCloseable {
  /** What the loop does. Says itself when it wants to be run next. */
  public interface Step {
    Duration run() throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(SyncLoop.class);
  private static final Duration AFTER_BUG = Duration.ofSeconds(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Duration pause;
  private final Step step;
  private final Thread thread;
  private boolean requested = true;
  private boolean closed;

  /** @param pause how long requests are gathered before a run: a thousand edits in a second cost a few syncs */
  public SyncLoop(String name, Duration pause, Step step) {
    this.pause = pause;
    this.step = step;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::loop);
  }

  public void start() {
    thread.start();
  }

  /** Asks for a run; returns at once. */
  public void request() {
    lock.lock();
    try {
      requested = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void loop() {
    Duration next = Duration.ZERO;
    try {
      while (awaitTurn(next)) {
        next = run();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** A loop that ends would leave everything as it is until a restart. */
  private Duration run() throws InterruptedException {
    try {
      return step.run();
    } catch (RuntimeException | StackOverflowError bug) {
      LOG.error("A run of the loop \"{}\" failed; it goes on in {} s", thread.getName(), AFTER_BUG.toSeconds(), bug);
      return AFTER_BUG;
    }
  }

  private boolean awaitTurn(Duration next) throws InterruptedException {
    lock.lock();
    try {
      long left = next.toNanos();
      while (!requested && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      long gather = pause.toNanos();
      while (requested && !closed && gather > 0) {
        gather = changed.awaitNanos(gather);
      }
      requested = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    thread.interrupt();
    boolean interrupted = false;
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException stop) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
