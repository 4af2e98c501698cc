package dev.shizuka.operator;

import dev.shizuka.api.Condition;
import dev.shizuka.catalog.Kind;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What differs from kind to kind.
 *
 * @param blank an object of the kind
 * @param withoutFigures a status without what need not be written at once
 */
record Trade<P extends CustomResource<S, T>, S, T>(Kind kind, Supplier<P> blank, Reporter<S, T> reporter,
    UnaryOperator<T> withoutFigures, Voice<T> voice) {
  /** The status that results make, or empty as long as they say nothing of this version. */
  interface Reporter<S, T> {
    Optional<Report<T>> of(Subject<S, T> subject, Board board, Instant now);
  }

  /** How a status speaks. */
  interface Voice<T> {
    List<Condition> conditions(@Nullable T status);

    /** The same status, or a new one, with other conditions. */
    T with(@Nullable T status, List<Condition> conditions);

    List<Notice> notices(@Nullable T before, T after);
  }
}
