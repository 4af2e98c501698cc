package dev.shizuka.policy.lease;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a look has to know of the looks before. Immutable. Its text holds what must survive a restart: when instances changed their state. Leases
 * are made anew then, with the same matchers where the same instances fire.
 */
public final class LeaseState {
  public static final LeaseState START = new LeaseState(Optional.empty(), Map.of(), Sources.NONE, List.of(),
      Histories.NONE);

  private final Optional<Instant> at;
  private final Map<String, Seen> seen;
  private final Sources sources;
  private final List<Batch> batches;
  private final Histories histories;

  private LeaseState(Optional<Instant> at, Map<String, Seen> seen, Sources sources, List<Batch> batches,
      Histories histories) {
    this.at = at;
    this.seen = seen;
    this.sources = sources;
    this.batches = batches;
    this.histories = histories;
  }

  static LeaseState after(Scene scene, Sources sources, List<Batch> batches, Histories histories) {
    return new LeaseState(Optional.of(scene.at()), scene.seen(), sources, batches, histories);
  }

  /** What {@link #text} wrote; {@link #START} where that cannot be read. */
  public static LeaseState read(String text) {
    return new LeaseState(Optional.empty(), Map.of(), Sources.NONE, List.of(), StateText.read(text));
  }

  /** JSON, the same for states of which {@link #rememberedAs} is true. */
  public String text() {
    return StateText.write(histories);
  }

  /** Whether their texts are equal, without writing them. */
  public boolean rememberedAs(LeaseState other) {
    return histories == other.histories || histories.equals(other.histories);
  }

  /** When the last look was; empty after a start. */
  Optional<Instant> at() {
    return at;
  }

  /** After a start, what fired before it: as if the first look, at that moment, had missed it. */
  Map<String, Seen> seen(Instant now) {
    if (at.isPresent()) {
      return seen;
    }
    Map<String, Seen> fired = new HashMap<>();
    histories.all().forEach((key, history) -> history.began().ifPresent(began -> fired.put(key.fingerprint(),
        new Seen(new Instance(key.fingerprint(), history.labels(), began), began, now, List.of()))));
    return fired;
  }

  Sources sources() {
    return sources;
  }

  List<Batch> batches() {
    return batches;
  }

  Histories histories() {
    return histories;
  }
}
