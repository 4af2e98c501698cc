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
  public static final LeaseState START = new LeaseState(Optional.empty(), Map.of(), Concerns.NONE, List.of(),
      Histories.NONE);

  private final Optional<Instant> at;
  private final Map<String, Seen> seen;
  private final Concerns concerns;
  private final List<Batch> batches;
  private final Histories histories;

  private LeaseState(Optional<Instant> at, Map<String, Seen> seen, Concerns concerns, List<Batch> batches,
      Histories histories) {
    this.at = at;
    this.seen = seen;
    this.concerns = concerns;
    this.batches = batches;
    this.histories = histories;
  }

  static LeaseState after(Scene scene, Concerns concerns, List<Batch> batches, Histories histories) {
    return new LeaseState(Optional.of(scene.at()), scene.seen(), concerns, batches, histories);
  }

  /** What {@link #text} wrote; {@link #START} where that cannot be read. */
  public static LeaseState read(String text) {
    Histories histories = StateText.read(text);
    Map<String, Seen> fired = new HashMap<>();
    histories.all().forEach((key, history) -> history.began().ifPresent(began -> fired.put(key.fingerprint(),
        Seen.of(new Instance(key.fingerprint(), history.labels(), began), began, Concern.NONE))));
    return new LeaseState(Optional.empty(), fired, Concerns.NONE, List.of(), histories);
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

  /** By fingerprint; after a start, what fired before it. */
  Map<String, Seen> seen() {
    return seen;
  }

  Concerns concerns() {
    return concerns;
  }

  List<Batch> batches() {
    return batches;
  }

  Histories histories() {
    return histories;
  }
}
