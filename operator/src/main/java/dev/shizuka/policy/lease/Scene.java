package dev.shizuka.policy.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Sources sources;
  private final Map<String, Seen> seen;
  private final List<Change> changes = new ArrayList<>();

  private Scene(LeaseState before, Look look, Sources sources) {
    this.before = before;
    this.look = look;
    this.sources = sources;
    this.seen = HashMap.newHashMap(look.instances().size());
  }

  static Scene of(LeaseState before, Look look, Sources sources) {
    Scene scene = new Scene(before, look, sources);
    Map<String, Seen> past = before.seen(look.at());
    look.instances().forEach(instance -> scene.show(instance, past.get(instance.fingerprint())));
    past.values().stream().filter(was -> !scene.seen.containsKey(was.instance().fingerprint())).forEach(scene::miss);
    return scene;
  }

  Instant at() {
    return look.at();
  }

  /** By fingerprint. */
  Map<String, Seen> seen() {
    return seen;
  }

  List<Change> changes() {
    return changes;
  }

  private void show(Instance instance, @Nullable Seen was) {
    Instant start = earlier(instance.startsAt(), look.at());
    boolean again = was != null && was.endedBefore(instance);
    Instant began = was == null || again ? start : earlier(was.began(), start);
    Seen now = new Seen(instance, began, look.at(), roles(instance, was));
    seen.put(instance.fingerprint(), now);
    if (was == null) {
      changes.add(new Change(now, Change.What.BEGAN, began));
    } else if (again) {
      changes.add(new Change(now, Change.What.BEGAN_AGAIN, began));
    }
  }

  private List<Role> roles(Instance instance, @Nullable Seen was) {
    return was != null && sources == before.sources() ? was.roles() : sources.roles(instance.labels());
  }

  private void miss(Seen was) {
    boolean lastShown = before.at().map(was::shown).orElse(false);
    boolean settled = before.at().isPresent() && !look.at().isBefore(was.last().plus(SETTLE));
    if (look.witnessed() && (lastShown || settled)) {
      changes.add(new Change(was, Change.What.ENDED, look.at()));
    } else {
      Instance instance = was.instance();
      seen.put(instance.fingerprint(), new Seen(instance, was.began(), was.last(), roles(instance, was)));
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
