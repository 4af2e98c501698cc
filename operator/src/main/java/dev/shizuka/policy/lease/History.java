package dev.shizuka.policy.lease;

import dev.shizuka.policy.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When one instance changed its state, as far back as its policy asks.
 *
 * @param labels kept, for one that flaps is leased while it does not fire
 * @param began since when it fires; empty while it does not
 * @param changes ascending; never empty
 * @param since when it was found to flap; empty where it does not
 */
record History(Map<String, String> labels, Optional<Instant> began, List<Instant> changes, Optional<Instant> since) {
  History {
    changes = List.copyOf(changes);
  }

  static History of(Map<String, String> labels) {
    return new History(labels, Optional.empty(), List.of(), Optional.empty());
  }

  History changed(Change change, Condition.Flapping rule) {
    Optional<Instant> now = change.what() == Change.What.ENDED ? Optional.empty() : Optional.of(change.at());
    boolean alreadyKnown = change.what() != Change.What.BEGAN_AGAIN && !changes.isEmpty()
        && now.isPresent() == began.isPresent();
    if (alreadyKnown) {
      return this;
    }
    History history = new History(labels, now, changes, since).at(change.at(), rule);
    return change.what() == Change.What.BEGAN_AGAIN ? history.at(change.at(), rule) : history;
  }

  /** One change more. Never before the last one, whatever clocks say. */
  private History at(Instant change, Condition.Flapping rule) {
    Instant when = changes.isEmpty() || change.isAfter(changes.getLast()) ? change : changes.getLast();
    List<Instant> all = new ArrayList<>(changes);
    all.add(when);
    List<Instant> last = all.subList(Math.max(0, all.size() - rule.changes()), all.size());
    boolean enough = last.size() >= rule.changes() && !last.getFirst().plus(rule.within()).isBefore(when);
    Optional<Instant> flaps = quietAgain(when, rule) ? Optional.empty() : since;
    return new History(labels, began, last, flaps.isPresent() || !enough ? flaps : Optional.of(when));
  }

  /** This one at a moment at which nothing changed. */
  History settled(Instant at, Condition.Flapping rule) {
    return since.isPresent() && quietAgain(at, rule) ? new History(labels, began, changes, Optional.empty()) : this;
  }

  private boolean quietAgain(Instant at, Condition.Flapping rule) {
    return !changes.isEmpty() && !at.isBefore(until(rule));
  }

  /** When it has kept its state for long enough. */
  Instant until(Condition.Flapping rule) {
    return changes.getLast().plus(rule.quietFor());
  }

  /** Whether nothing depends on it any more. */
  boolean forgotten(Instant at, Condition.Flapping rule) {
    return quietAgain(at, rule) && at.isAfter(changes.getLast().plus(rule.within()));
  }
}
