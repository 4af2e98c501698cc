package dev.shizuka.ledger;

import dev.shizuka.ledger.ResponseTotals.Key;
import dev.shizuka.ledger.facts.EpisodeFact.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts what one write changes in how people answer; each counter appears at zero when somebody is called. */
final class ResponseTally {
  private final Map<Key, Long> before;
  private final Map<Key, Long> changed = new HashMap<>();

  ResponseTally(ResponseTotals before) {
    this.before = before.amounts();
  }

  /** The episode, with what of it is counted now. */
  Standing count(Standing standing) {
    Handled handled = standing.handled();
    if (handled.calledAt().isEmpty()) {
      return standing;
    }
    Series series = standing.episode().series();
    Handled.Counted counted = handled.counted();
    appear(series, handled);
    Optional<Instant> answeredAt = handled.handling().answeredAt();
    if (!counted.answered() && answeredAt.isPresent()) {
      answered(series, Duration.between(handled.calledAt().get(), answeredAt.get()));
    }
    boolean judged = handled.objective() == Objective.MET || handled.objective() == Objective.MISSED;
    if (!counted.judged() && judged) {
      move(Key.objective(series, handled.objective() == Objective.MET), 1);
    }
    long seconds = Math.max(counted.seconds(), standing.fact().handlingSeconds());
    move(Key.handling(series), seconds - counted.seconds());
    return standing.with(handled.with(new Handled.Counted(counted.answered() || answeredAt.isPresent(),
        counted.judged() || judged, seconds)));
  }

  private void appear(Series series, Handled handled) {
    move(Key.handling(series), 0);
    move(Key.response(series, ResponseTotals.LATER), 0);
    if (handled.due().isPresent()) {
      move(Key.objective(series, true), 0);
      move(Key.objective(series, false), 0);
    }
  }

  private void answered(Series series, Duration took) {
    Duration positive = took.isNegative() ? Duration.ZERO : took;
    move(Key.response(series, ResponseTotals.bucket(positive)), 1);
    move(Key.response(series, ResponseTotals.SUM), positive.toMillis());
  }

  private void move(Key key, long by) {
    Long known = changed.getOrDefault(key, before.get(key));
    if (known == null || by != 0) {
      changed.put(key, (known == null ? 0 : known) + by);
    }
  }

  /** Those that moved or appeared, with their new values. */
  Map<Key, Long> changed() {
    return changed;
  }

  ResponseTotals totals() {
    Map<Key, Long> all = new HashMap<>(before);
    all.putAll(changed);
    return new ResponseTotals(all);
  }
}
