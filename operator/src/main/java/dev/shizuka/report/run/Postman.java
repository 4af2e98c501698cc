package dev.shizuka.report.run;

import dev.shizuka.ledger.ReportDeliveries;
import dev.shizuka.ledger.ReportDelivery;
import dev.shizuka.ledger.ReportDelivery.State;
import dev.shizuka.ledger.StoreException;
import dev.shizuka.report.run.Sent.Arrived;
import dev.shizuka.report.run.Sent.Refused;
import dev.shizuka.report.run.Sent.Unanswered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends, and keeps account of it so that nothing is sent twice:
 *
 * <ol>
 * <li>{@code SENDING} is on disk before a request goes out.
 * <li>What came of it is on disk before anything else is sent; while that cannot be written, nothing is.
 * <li>One that is found {@code SENDING} at a start was cut off: it may have arrived, and is not sent again. A folder is written again, which
 * changes nothing.
 * </ol>
 */
final class Postman {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  /** A slow receiver must not hold up the others. */
  private static final int AT_ONCE = 8;
  private static final Duration GRACE = Duration.ofSeconds(8);

  private final ReportDeliveries deliveries;
  private final Clock clock;
  private final Patience patience;
  private final ConcurrentLinkedQueue<ReportDelivery> unwritten = new ConcurrentLinkedQueue<>();
  private boolean recovered;

  Postman(ReportDeliveries deliveries, Clock clock, Patience patience) {
    this.deliveries = deliveries;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * A delivery whose time has come.
   *
   * @param letter makes what is sent; sends nothing
   */
  record Errand(ReportDelivery delivery, Supplier<Letter> letter) {}

  /** Brings the account up to date; before that nothing may be sent. */
  void settle() {
    if (!recovered) {
      deliveries.newest().stream().filter(one -> one.state() == State.SENDING).map(this::cutOff)
          .forEach(deliveries::write);
      recovered = true;
    }
    for (ReportDelivery next = unwritten.peek(); next != null; next = unwritten.peek()) {
      deliveries.write(next);
      unwritten.remove();
    }
  }

  private ReportDelivery cutOff(ReportDelivery delivery) {
    Instant now = clock.instant();
    return delivery.target().equals(Target.directory.name())
        ? delivery.pending(now, now, "Shizuka ended while it was written")
        : delivery.ended(State.UNKNOWN, now,
            "Shizuka ended while it was sent: it may have arrived, and is not sent again");
  }

  /** Returns when each has been tried once. */
  void run(List<Errand> errands) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().name("delivery-", 0).factory());
    errands.forEach(errand -> threads.execute(() -> run(errand)));
    threads.shutdown();
    try {
      // Each is bounded by its own time-outs.
      threads.awaitTermination(1, TimeUnit.HOURS);
    } catch (InterruptedException stop) {
      // What is on its way may arrive: an answer now saves it from being unknown for good.
      threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      threads.shutdownNow();
      threads.awaitTermination(1, TimeUnit.SECONDS);
      throw stop;
    }
  }

  private void run(Errand errand) {
    ReportDelivery sending = errand.delivery().sending(clock.instant());
    switch (letter(errand)) {
      case Letter.Impossible(Refused refused) -> {
        ReportDelivery after = after(sending, refused);
        write(after, after);
      }
      case Letter.Ready(Supplier<Sent> send) -> {
        // It may have been written all the same if that fails: put back what it was.
        if (write(sending, errand.delivery())) {
          ReportDelivery after = after(sending, send(sending, send));
          write(after, after);
        }
      }
    }
  }

  /** @param otherwise what must be written before anything else where this could not be */
  private boolean write(ReportDelivery state, ReportDelivery otherwise) {
    try {
      deliveries.write(state);
      return true;
    } catch (StoreException away) {
      unwritten.add(otherwise);
      return false;
    }
  }

  private static Letter letter(Errand errand) {
    try {
      return errand.letter().get();
    } catch (RuntimeException bug) {
      LOG.error("{} could not be written", errand.delivery().report(), bug);
      return new Letter.Impossible(new Refused("it could not be written, see the log"));
    }
  }

  private static Sent send(ReportDelivery delivery, Supplier<Sent> send) {
    try {
      return send.get();
    } catch (RuntimeException bug) {
      LOG.error("A delivery of {} failed in an unexpected way", delivery.report(), bug);
      return new Unanswered("it failed in an unexpected way, see the log");
    }
  }

  private ReportDelivery after(ReportDelivery sending, Sent sent) {
    Instant now = clock.instant();
    return switch (sent) {
      case Arrived arrived -> sending.ended(State.SENT, now, "");
      case Unanswered unanswered -> sending.ended(State.UNKNOWN, now,
          unanswered.why() + ": it may have arrived, and is not sent again");
      case Refused refused -> patience.next(sending.attempts(), sending.takenAt(), now)
          .map(next -> sending.pending(now, next, refused.why()))
          .orElseGet(() -> sending.ended(State.FAILED, now, refused.why()));
    };
  }
}
