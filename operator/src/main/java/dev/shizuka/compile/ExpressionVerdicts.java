package dev.shizuka.compile;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What the backend said of expressions. */
public interface ExpressionVerdicts {
  /** Of one expression. */
  sealed interface Verdict {
    /** The backend parses it. */
    record Good() implements Verdict {}

    /** The backend refuses it, in its own words. */
    record Bad(String message) implements Verdict {}

    /** Nobody could be asked yet: a rule with it stays out, its last good version stays in. */
    record Unknown() implements Verdict {}
  }

  Verdict of(String expression);

  /** Nobody was asked. */
  ExpressionVerdicts UNKNOWN = expression -> new Verdict.Unknown();

  /** Verdicts by expression; absent ones are unknown, an empty text is good. */
  static ExpressionVerdicts from(Map<String, Optional<String>> errors) {
    return expression -> {
      Optional<String> error = errors.get(expression);
      if (error == null) {
        return new Verdict.Unknown();
      }
      return error.<Verdict>map(Verdict.Bad::new).orElseGet(Verdict.Good::new);
    };
  }

  /** Asks a backend. Implemented by the adapters. */
  interface Checker {
    /** The backend's error by expression, empty where it parses; expressions it could not be asked about are absent. */
    Map<String, Optional<String>> check(Collection<String> expressions);
  }
}
