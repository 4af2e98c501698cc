package dev.shizuka.ledger.facts;

import dev.shizuka.ledger.Outcome;
import java.util.Comparator;
import java.util.Optional;

/**
 * What sums are kept by.
 *
 * @param outcome as in the metrics, or {@link #OPEN}
 * @param reason and {@code policy}: only where the outcome is suppressed
 */
public record SlotKey(AlertSeries series, String outcome, String reason, String policy, String cause)
    implements
      Comparable<SlotKey> {
  /** Neither over nor counted as actionable. */
  public static final String OPEN = "open";
  private static final Comparator<SlotKey> ORDER = Comparator.comparing(SlotKey::series).thenComparing(SlotKey::outcome)
      .thenComparing(SlotKey::reason).thenComparing(SlotKey::policy).thenComparing(SlotKey::cause);

  static SlotKey of(EpisodeFact episode) {
    boolean suppressed = episode.outcome().equals(Optional.of(Outcome.SUPPRESSED));
    return new SlotKey(episode.series(), episode.outcome().map(Outcome::label).orElse(OPEN),
        suppressed ? episode.reason() : "", suppressed ? episode.policy() : "", episode.cause());
  }

  /** Whether it is counted by that outcome. */
  public boolean is(Outcome wanted) {
    return outcome.equals(wanted.label());
  }

  @Override
  public int compareTo(SlotKey other) {
    return ORDER.compare(this, other);
  }
}
