package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.prometheus.PrometheusClient.Formatted;
import dev.shizuka.compile.ExpressionVerdicts;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the backend said of each expression, kept while it is in use: each distinct one is asked about once in the life of the process.
 */
final class Expressions implements ExpressionVerdicts {
  private final Map<String, Formatted> known = new ConcurrentHashMap<>();
  private final Set<String> used = ConcurrentHashMap.newKeySet();

  @Override
  public Verdict of(String expression) {
    used.add(expression);
    Formatted formatted = known.get(expression);
    if (formatted == null) {
      return new Verdict.Unknown();
    }
    return formatted.error().<Verdict>map(Verdict.Bad::new).orElseGet(Verdict.Good::new);
  }

  /** Asks about those that are not known yet. */
  void ask(Collection<String> expressions, Replicas replicas) {
    List<String> open = expressions.stream().distinct().filter(expression -> !known.containsKey(expression)).toList();
    if (!open.isEmpty()) {
      known.putAll(replicas.format(open));
      used.addAll(open);
    }
  }

  /** The backend's own form of an expression that it parses. */
  Optional<String> canonical(String expression) {
    used.add(expression);
    return Optional.ofNullable(known.get(expression)).filter(formatted -> formatted.error().isEmpty())
        .map(Formatted::text);
  }

  /** Forgets what nobody asked for since the last call. */
  void forgetUnused() {
    known.keySet().retainAll(new HashSet<>(used));
    used.clear();
  }
}
