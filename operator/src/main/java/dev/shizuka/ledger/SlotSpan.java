package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.Period;
import dev.shizuka.ledger.facts.SlotFacts;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows of the table {@code slot}. Public because JDBI binds methods of public types only.
 *
 * @param span in seconds
 * @param from milliseconds since 1970
 * @param until exclusive
 */
public record SlotSpan(long span, long from, long until) {
  private static final long DAY = Bookkeeping.DAY * 1_000;

  static SlotSpan quarters(Period period) {
    return quarters(period.from().toEpochMilli(), period.until().toEpochMilli());
  }

  private static SlotSpan quarters(long from, long until) {
    return new SlotSpan(SlotFacts.SLOT.toSeconds(), from, until);
  }

  /** The fewest rows that make up a period: days where they are whole. */
  static List<SlotSpan> of(Period period) {
    long from = millis(period.from());
    long until = millis(period.until());
    long firstDay = Math.ceilDiv(from, DAY) * DAY;
    long afterDays = Math.floorDiv(until, DAY) * DAY;
    if (firstDay >= afterDays) {
      return List.of(quarters(from, until));
    }
    return Stream.of(quarters(from, firstDay), new SlotSpan(Bookkeeping.DAY, firstDay, afterDays),
        quarters(afterDays, until)).filter(span -> span.from() < span.until()).toList();
  }

  private static long millis(Instant at) {
    return at.toEpochMilli();
  }
}
