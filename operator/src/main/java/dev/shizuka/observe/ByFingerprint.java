package dev.shizuka.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was found out of alerts seen before: Alertmanager itself takes two alerts of one fingerprint for the same. Never knows more than a fixed
 * number of alerts; those not asked for in a while are forgotten first. Safe for use by several threads.
 */
final class ByFingerprint<T> {
  private final int half;
  private volatile Generations<T> generations = new Generations<>(new ConcurrentHashMap<>(), Map.of());

  /** @param young what was asked for lately; the old before that */
  private record Generations<T>(Map<String, T> young, Map<String, T> old) {}

  ByFingerprint(int mostAlerts) {
    this.half = Math.max(1, mostAlerts / 2);
  }

  T of(String fingerprint, Supplier<T> unknown) {
    Generations<T> now = generations;
    @Nullable
    T known = now.young().get(fingerprint);
    if (known != null) {
      return known;
    }
    @Nullable
    T old = now.old().get(fingerprint);
    T found = old == null ? unknown.get() : old;
    remember(fingerprint, found);
    return found;
  }

  private synchronized void remember(String fingerprint, T found) {
    if (generations.young().size() >= half) {
      generations = new Generations<>(new ConcurrentHashMap<>(), generations.young());
    }
    generations.young().put(fingerprint, found);
  }

  /** How many alerts it knows. */
  int size() {
    Generations<T> now = generations;
    return now.young().size() + now.old().size();
  }
}
