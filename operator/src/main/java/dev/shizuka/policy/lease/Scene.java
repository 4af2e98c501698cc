package dev.shizuka.policy.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What fires by one look and those before, and what changed. An instance that is missing and may only have been forgotten stays in it until it
 * is shown again, or is found to have ended.
 */
final class Scene {
  /** Prometheus sends its alerts each minute: what a restarted Alertmanager does not show after two has ended. */
  static final Duration SETTLE = Duration.ofMinutes(2);

  private final LeaseState before;
  private final Look look;
  private final InForce inForce;
  /** Whether what is known of concerns still holds. */
  private final boolean sameConcerns;
  private final Map<String, Seen> seen;
  private final Set<String> missed = new HashSet<>();
  private final List<Change> changes = new ArrayList<>();
  private int met;

  private Scene(LeaseState before, Look look, InForce inForce) {
    this.before = before;
    this.look = look;
    this.inForce = inForce;
    this.sameConcerns = inForce.concerns() == before.concerns();
    this.seen = HashMap.newHashMap(look.instances().size());
  }

  static Scene of(LeaseState before, Look look, InForce inForce) {
    Scene scene = new Scene(before, look, inForce);
    Map<String, Seen> past = before.seen();
    look.instances().forEach(instance -> scene.show(instance, past.get(instance.fingerprint())));
    if (scene.met < past.size()) {
      past.values().stream().filter(was -> !scene.seen.containsKey(was.instance().fingerprint())).forEach(scene::miss);
    }
    return scene;
  }

  Instant at() {
    return look.at();
  }

  /** By fingerprint. */
  Map<String, Seen> seen() {
    return seen;
  }

  /** Whether this very look shows it: right after a start, one of which only the store knows does not count. */
  boolean shows(Seen one) {
    return !missed.contains(one.instance().fingerprint());
  }

  List<Change> changes() {
    return changes;
  }

  private void show(Instance instance, @Nullable Seen was) {
    Seen now = now(instance, was);
    boolean first = seen.put(now.instance().fingerprint(), now) == null;
    met += was != null && first ? 1 : 0;
    if (now == was) {
      return;
    }
    if (was == null) {
      changes.add(new Change(now, Change.What.BEGAN, now.began()));
    } else if (again(instance, was)) {
      changes.add(new Change(now, Change.What.BEGAN_AGAIN, now.began()));
    }
  }

  private Seen now(Instance instance, @Nullable Seen was) {
    if (was != null && sameConcerns && was.says(instance)) {
      return was;
    }
    Instant start = earlier(instance.startsAt(), look.at());
    Instant began = was == null || again(instance, was) ? start : earlier(was.began(), start);
    return Seen.of(instance, began, concern(instance, was));
  }

  private boolean again(Instance instance, Seen was) {
    return was.endedBefore(instance, before.at().orElse(look.at()));
  }

  private Concern concern(Instance instance, @Nullable Seen was) {
    return was != null && sameConcerns ? was.concern() : inForce.concern(instance);
  }

  /** Right after a start nobody knows whether it fires: it is the next look that can find it ended. */
  private void miss(Seen was) {
    Optional<Instant> shownAt = was.shown() ? before.at() : was.missed();
    boolean settled = shownAt.isPresent() && !look.at().isBefore(shownAt.get().plus(SETTLE));
    boolean lastShown = was.shown() && before.at().isPresent();
    if (look.witnessed() && (lastShown || settled)) {
      changes.add(new Change(was, Change.What.ENDED, look.at()));
    } else {
      missed.add(was.instance().fingerprint());
      Seen unknown = was.shown() && shownAt.isPresent() ? was.missedAfter(shownAt.get()) : was;
      seen.put(was.instance().fingerprint(), unknown.concerning(concern(was.instance(), was)));
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
