package dev.shizuka.observe;

import dev.shizuka.policy.MatcherSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One route of Alertmanager's configuration, inherited settings filled in.
 *
 * @param goesOn {@code continue}: whether its later siblings are looked at though it matched
 * @param muteTimeIntervals names; not inherited
 * @param activeTimeIntervals names; not inherited
 */
record Route(String receiver, Duration groupWait, Duration groupInterval, MatcherSet matchers, boolean goesOn,
    List<String> muteTimeIntervals,
    List<String> activeTimeIntervals, List<Route> children) {
  Route {
    muteTimeIntervals = List.copyOf(muteTimeIntervals);
    activeTimeIntervals = List.copyOf(activeTimeIntervals);
    children = List.copyOf(children);
  }

  /** Whether the time of day can keep it from calling anybody. */
  boolean timed() {
    return !muteTimeIntervals.isEmpty() || !activeTimeIntervals.isEmpty();
  }

  /**
   * The routes that take an alert (Alertmanager, "Route-related settings"): the deepest ones that match, several where a matching sibling
   * continues; this one where it matches and no child does.
   */
  List<Route> matching(Map<String, String> labels) {
    if (!matchers.matches(labels)) {
      return List.of();
    }
    List<Route> taken = new ArrayList<>();
    for (Route child : children) {
      List<Route> below = child.matching(labels);
      taken.addAll(below);
      if (!below.isEmpty() && !child.goesOn) {
        break;
      }
    }
    return taken.isEmpty() ? List.of(this) : taken;
  }
}
