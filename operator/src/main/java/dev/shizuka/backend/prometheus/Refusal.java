package dev.shizuka.backend.prometheus;

import dev.shizuka.compile.RuleGroup;
import java.time.Duration;
import java.util.List;

/**
 * New content that lay ready when Prometheus refused to load it, on a way where a change takes a minute or more to reach it. While that
 * stands the last good content is wanted; once Prometheus has loaded again for five minutes the new one gets another chance.
 */
final class Refusal {
  /** How long a change may take to reach Prometheus. */
  static final Duration PATIENCE = Duration.ofMinutes(5);
  /** How long after a look the next one comes until then. */
  static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
  private List<RuleGroup> refused = List.of();
  private boolean stands;
  private boolean mended;
  private long since;

  List<RuleGroup> choose(List<RuleGroup> wanted, List<RuleGroup> good) {
    stands = stands && refused.equals(wanted) && !(mended && olderThan(since, PATIENCE));
    return stands ? good : wanted;
  }

  boolean stands() {
    return stands;
  }

  /** Says whether the last good content must be put back now: not where it is what lies there, or is on its way. */
  boolean begins(List<RuleGroup> delivered, List<RuleGroup> good) {
    if (stands || delivered.equals(good)) {
      return false;
    }
    refused = delivered;
    stands = true;
    mended = false;
    since = System.nanoTime();
    return true;
  }

  /** Prometheus loads what lies there. */
  void loadsAgain() {
    if (stands && !mended) {
      mended = true;
      since = System.nanoTime();
    }
  }

  /** While it refuses. */
  Outcome refuses(String title) {
    if (stands && !olderThan(since, PATIENCE)) {
      return Outcome.of("Refused",
          title
              + " refused to reload; the last good rules are on their way back, which takes the kubelet a minute or more")
          .lookAgain(LOOK_AGAIN);
    }
    return Outcome.of("ForeignConfiguration", title
        + " refuses to reload even with the rules that it ran before: the cause is its own configuration or a rule file that Shizuka"
        + " did not write. Its log names the file (or run promtool check config)");
  }

  /** Once it loads again. */
  Outcome loadsWithout(String title) {
    return Outcome.of("Refused", title + " refused to reload with the new rules and loads again without them: the last"
        + " good ones are back, the new ones are tried again when they change or in five minutes");
  }

  static boolean olderThan(long nanos, Duration age) {
    return System.nanoTime() - nanos > age.toNanos();
  }
}
