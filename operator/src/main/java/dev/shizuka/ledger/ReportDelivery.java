package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.time.Instant;

/**
 * One report on its way to one target, or there.
 *
 * @param due the scheduled time it belongs to
 * @param target {@code slack}, {@code webhook} or {@code directory}
 * @param attempts how often it was sent, or would have been, had what is needed for it been there
 * @param takenAt since when it is tried
 * @param changedAt when the state became this one
 * @param nextAt when it is tried next; means something while it is pending only
 * @param message what went wrong; never an address
 */
public record ReportDelivery(ResourceId report, Instant due, String target, State state, int attempts, Instant takenAt,
    Instant changedAt, Instant nextAt, String message) {
  /** What is known of it. */
  public enum State {
    /** It was not sent, or the receiver said that it did not take it. */
    PENDING,
    /** It is being sent. */
    SENDING,
    /** The receiver said that it has it. */
    SENT,
    /** It was never taken, and is not tried any more. */
    FAILED,
    /** It went out and nobody knows whether it arrived: it is not sent again. */
    UNKNOWN
  }

  /** One that was not tried yet. */
  public static ReportDelivery taken(ResourceId report, Instant due, String target, Instant now) {
    return new ReportDelivery(report, due, target, State.PENDING, 0, now, now, now, "");
  }

  /** To be written before the request goes out. */
  public ReportDelivery sending(Instant now) {
    return new ReportDelivery(report, due, target, State.SENDING, attempts + 1, takenAt, now, nextAt, message);
  }

  /** Tried again later. */
  public ReportDelivery pending(Instant now, Instant next, String why) {
    return new ReportDelivery(report, due, target, State.PENDING, attempts, takenAt, now, next, why);
  }

  /** Never tried again. */
  public ReportDelivery ended(State end, Instant now, String why) {
    return new ReportDelivery(report, due, target, end, attempts, takenAt, now, nextAt, why);
  }
}
