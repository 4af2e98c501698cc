package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.EpisodeFact;
import dev.shizuka.ledger.facts.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Fills a gap, or a part of it, within one transaction: makes and counts the episodes that are nobody else's, and ends the gap. What is done
 * again after it was cut off finds the episodes that it has made already.
 */
final class GapWrite {
  private final LedgerContext context;
  private final Handle handle;
  private final LedgerState state;
  private final Bookkeeping books;
  private final Tally tally;
  private final List<EpisodeRow> rows = new ArrayList<>();

  /** @param episodes how many were made */
  record Written(LedgerState after, int episodes) {}

  GapWrite(LedgerContext context, Handle handle, LedgerState state) {
    this.context = context;
    this.handle = handle;
    this.state = state;
    this.books = context.books(state.responses());
    this.tally = new Tally(state.counters(), context.limits());
  }

  Written write(GapFilling filling) {
    OpenGap gap = filling.gap();
    if (!GapTables.isOpen(handle, gap)) {
      return new Written(state, 0);
    }
    List<String> fingerprints = filling.alerts().stream().map(PastAlert::fingerprint).toList();
    Map<String, List<Period>> known = GapTables.episodes(handle,
        new GapTables.Sought(gap.backend(), fingerprints, gap.period().from().minus(EpisodeFact.SOON)));
    filling.alerts().forEach(alert -> make(gap, alert, known.getOrDefault(alert.fingerprint(), List.of())));
    LedgerTables.writeEpisodes(handle, rows);
    LedgerTables.writeCounters(handle, tally.changed());
    books.writeHandled(handle);
    decide();
    books.write(handle);
    filling.verdict().ifPresent(verdict -> GapTables.end(handle, gap, verdict));
    return new Written(state.counting(tally.counters(), books.totals()), rows.size());
  }

  private void make(OpenGap gap, PastAlert alert, List<Period> known) {
    List<Period> before = new ArrayList<>(known);
    for (Period firing : new GapJoin(gap, context.settings().settle()).own(alert.stretches(), known)) {
      Standing standing = ClosedStanding.of(closed(gap, alert, new Firing(firing, previous(before, firing.from()))));
      OpenEpisode counted = tally.count(new Folded.Change(null, standing.episode(), standing.end()));
      books.move(Optional.empty(), new Standing(counted, standing.end(), standing.handled()), Instant.MAX);
      rows.add(EpisodeRow.of(counted, standing.end()));
      before.add(firing);
    }
  }

  private record Firing(Period when, Optional<Instant> previousEndedAt) {}

  /** When the instance last closed, where that was shortly before. */
  private static Optional<Instant> previous(List<Period> before, Instant start) {
    Predicate<Instant> shortly = end -> !end.isAfter(start) && !end.isBefore(start.minus(EpisodeFact.SOON));
    return before.stream().map(Period::until).filter(shortly).max(Instant::compareTo);
  }

  private static ClosedEpisode closed(OpenGap gap, PastAlert alert, Firing firing) {
    Map<String, String> labels = alert.labels();
    AlertSeries series = new AlertSeries(gap.backend(), labels.getOrDefault("namespace", ""),
        labels.getOrDefault("service", ""), labels.getOrDefault("owner", ""), labels.getOrDefault("alertname", ""),
        alert.priority());
    String id = gap.backend() + "/" + alert.fingerprint() + "/" + firing.when().from().toEpochMilli();
    EpisodeFact fact = new EpisodeFact(id, series, alert.fingerprint(), firing.when().from(),
        Optional.of(firing.when().until()), Optional.of(Outcome.UNOBSERVED), Optional.empty(), "", "",
        Optional.empty(), List.of(), "", firing.previousEndedAt(), List.of(), List.of());
    return new ClosedEpisode(fact, labels);
  }

  /** Somebody may have answered an alert that nobody saw. */
  private void decide() {
    Map<String, Instant> began = new TreeMap<>();
    rows.stream().filter(row -> context.linked().contains(row.fingerprint()))
        .forEach(row -> began.merge(row.fingerprint(), Instant.ofEpochMilli(row.firstSeenAt()),
            (one, other) -> one.isBefore(other) ? one : other));
    if (!began.isEmpty()) {
      new ResponseDecisions(handle, books, state::backend).turned(began);
    }
  }
}
