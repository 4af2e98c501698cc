package dev.shizuka.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * When a status is worth a write:
 *
 * <ol>
 * <li>never if it says what stands there
 * <li>at once if more than figures differ
 * <li>figures alone at most every five minutes
 * </ol>
 */
final class StatusWrites {
  private static final Duration PACE = Duration.ofMinutes(5);
  private final Map<String, Instant> written = new ConcurrentHashMap<>();

  /** What to do with a status. */
  sealed interface Decision {
    /** It says what stands there. */
    record Skip() implements Decision {}

    record Write() implements Decision {}

    /** Only figures differ: look again after that time. */
    record Later(Duration delay) implements Decision {}
  }

  <T> Decision decide(String uid, @Nullable T before, T after, UnaryOperator<T> withoutFigures, Instant now) {
    if (after.equals(before)) {
      return new Decision.Skip();
    }
    Instant last = written.get(uid);
    boolean figuresOnly = before != null && withoutFigures.apply(before).equals(withoutFigures.apply(after));
    if (figuresOnly && last != null && now.isBefore(last.plus(PACE))) {
      return new Decision.Later(Duration.between(now, last.plus(PACE)));
    }
    written.put(uid, now);
    return new Decision.Write();
  }

  void forget(String uid) {
    written.remove(uid);
  }
}
