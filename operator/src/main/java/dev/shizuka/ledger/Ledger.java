package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.facts.NoiseFacts;
import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.Responses;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Episodes, durable. One writer; each call is one transaction. */
public interface Ledger extends AutoCloseable {
  /**
   * Fingerprints of the episodes that this poll would count as actionable, or would but for a notification that is waited for. Before they are counted,
   * the caller looks whether Alertmanager's time intervals mute them, and records the poll with what it saw.
   */
  Set<String> dueToCount(Poll poll);

  /** Folds the poll into the episodes and counts what it decides. Atomic; the same poll twice counts nothing twice. */
  void record(Poll poll);

  /** Gaps in the sightings of a backend that may be filled now, oldest first; some, where there are many. */
  List<OpenGap> gaps(String backend);

  /**
   * Makes episodes with the outcome unobserved of what history shows and no episode has, and ends the gap where that is said. Atomic; changes
   * nothing where the gap has ended already.
   *
   * @return how many episodes were made
   */
  int fill(GapFilling filling);

  /** All counters ever, by their labels; zero where an episode is open and not counted yet. */
  List<Total> totals();

  /** How many episodes each policy in Observe mode would have suppressed; zero from the first it covered. */
  Map<ResourceId, Long> wouldSuppress();

  /** Tells of policies that are declared; writes only news. */
  void declared(Collection<ResourceId> policies, Instant at);

  /** What each policy did that was ever declared or seen at work. */
  Map<ResourceId, PolicyUse> policyUses(Instant now);

  /** Episodes that still fire, counted or not, sorted by start, newest first. */
  List<Episode> open();

  /** The last closed ones, newest first. */
  List<Episode> recent(int limit);

  /** Keeps what was told of episodes; the port {@link Responses}. */
  Responses.Outcome accept(List<ResponseEvent> events);

  /** Receivers of Alertmanager, by name, that have notified Shizuka of alerts of this backend. */
  Map<String, ReceiverState> receivers(String backend);

  /** Figures of how people answer. */
  ResponseFigures responses();

  /** What reports ask. */
  NoiseFacts facts();

  /**
   * Deletes some of what closed longer ago than that; counters and sums stay.
   *
   * @return whether there may be more to delete now
   */
  boolean retain(Instant now, Duration kept);

  /** Whether the store took what was last given to it; counting stops while it does not, alerting goes on. */
  boolean writable();

  @Override
  void close();

  /** One counter. {@code reason} and {@code policy} are empty but for suppressed ones. */
  record Total(String backend, String namespace, String alertname, String priority, Outcome outcome, String reason,
      String policy,
      long count) {}

  /**
   * One episode for people.
   *
   * @param outcome empty while undecided
   * @param author of the silence where {@code reason} is external; else empty
   * @param closedAt empty while it fires
   */
  record Episode(String backend, String fingerprint, Map<String, String> labels, String priority, Instant firstSeenAt,
      Instant lastSeenAt, Optional<Outcome> outcome, Sighting.State state, String reason, String policy, String author,
      Optional<Instant> closedAt) {
    /** One that no foreign silence has to do with. */
    public Episode(String backend, String fingerprint, Map<String, String> labels, String priority, Instant firstSeenAt,
        Instant lastSeenAt, Optional<Outcome> outcome, Sighting.State state, String reason, String policy,
        Optional<Instant> closedAt) {
      this(backend, fingerprint, labels, priority, firstSeenAt, lastSeenAt, outcome, state, reason, policy, "",
          closedAt);
    }
  }
}
