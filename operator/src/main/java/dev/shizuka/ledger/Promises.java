package dev.shizuka.ledger;

import java.time.Instant;
import java.util.Optional;

/** By when an answer is due to a call, as priorities promise it. */
@FunctionalInterface
public interface Promises {
  /** Nothing is promised. */
  Promises NONE = (priority, calledAt) -> Optional.empty();

  /** Empty where the priority promises nothing. */
  Optional<Instant> due(String priority, Instant calledAt);
}
