package dev.shizuka.ledger;

import dev.shizuka.ledger.SlotTables.Cell;
import dev.shizuka.ledger.facts.EpisodeFact;
import dev.shizuka.ledger.facts.EpisodeFact.Objective;
import dev.shizuka.ledger.facts.SlotFact;
import dev.shizuka.ledger.facts.SlotFacts;
import dev.shizuka.ledger.facts.Sums;
import dev.shizuka.response.EpisodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What one transaction changes in the sums, in how episodes were handled, and in the counters of that: of each episode, what it added to the sums
 * is taken away, and what it now adds is added.
 */
final class Bookkeeping {
  private static final long QUARTER = SlotFacts.SLOT.toSeconds();
  static final long DAY = Duration.ofDays(1).toSeconds();

  private final SlotFacts slots;
  private final SlotIds ids;
  private final ResponseTally tally;
  private final Map<Cell, Sums> added = new HashMap<>();
  private final Map<EpisodeId, Standing> handled = new LinkedHashMap<>();
  private Instant firstMiss = Instant.MAX;

  Bookkeeping(SlotFacts slots, SlotIds ids, ResponseTotals totals) {
    this.slots = slots;
    this.ids = ids;
    this.tally = new ResponseTally(totals);
  }

  /**
   * An episode is no longer as it was.
   *
   * @param before as it is in the sums; empty where it is not in them
   * @param now until when what is known is known
   */
  void move(Optional<Standing> before, Standing after, Instant now) {
    Standing judged = tally.count(after.judged(now));
    before.ifPresent(known -> add(known, Sums.ZERO::minus));
    add(judged, Sums.ZERO::plus);
    Handled known = before.map(Standing::handled).orElse(Handled.NONE);
    if (!judged.handled().equals(known)) {
      handled.put(judged.id(), judged);
      missed(known);
      missed(judged.handled());
    }
  }

  private void missed(Handled one) {
    if (one.objective() == Objective.MISSED) {
      firstMiss = one.calledAt().filter(firstMiss::isAfter).orElse(firstMiss);
    }
  }

  /** Whether anything of misses changed whose calls were before that time. */
  boolean missesBefore(Instant day) {
    return firstMiss.isBefore(day);
  }

  private void add(Standing standing, java.util.function.UnaryOperator<Sums> sign) {
    EpisodeFact fact = standing.fact();
    add(slots.of(fact, standing.known()), "", sign);
    slots.observed(fact, standing.known()).forEach(observed -> add(observed.slot(), observed.policy(), sign));
  }

  private void add(SlotFact slot, String observer, java.util.function.UnaryOperator<Sums> sign) {
    long key = ids.of(new SlotIds.Key(slot.key(), observer));
    Sums sums = sign.apply(slot.sums());
    for (long span : new long[]{QUARTER, DAY}) {
      long at = Math.floorDiv(slot.at().getEpochSecond(), span) * span * 1_000;
      added.merge(new Cell(span, at, key), sums, Sums::plus);
    }
  }

  /** Writes how episodes were handled, so that it can be read again in this transaction. */
  void writeHandled(Handle handle) {
    HandlingTables.write(handle, handled.values(), ids);
    handled.clear();
  }

  /** Writes all that is left to write. */
  void write(Handle handle) {
    writeHandled(handle);
    SlotTables.write(handle, ids, added);
    added.clear();
    HandlingTables.writeTotals(handle, tally.changed());
  }

  ResponseTotals totals() {
    return tally.totals();
  }
}
