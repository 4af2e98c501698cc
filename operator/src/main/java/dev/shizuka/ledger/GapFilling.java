package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.Gap;
import dev.shizuka.ledger.facts.Period;
import java.util.List;
import java.util.Optional;

/**
 * What history says of a gap, or a part of that.
 *
 * @param alerts each instance stands in one part only, so that none is made into episodes twice
 * @param verdict ends the gap; empty while more parts are to come
 */
public record GapFilling(OpenGap gap, List<PastAlert> alerts, Optional<Verdict> verdict) {
  public GapFilling {
    alerts = List.copyOf(alerts);
  }

  /**
   * How a gap ends.
   *
   * @param unfilled what of it stays unknown
   * @param reason why; of no meaning where nothing stays unknown
   */
  public record Verdict(List<Period> unfilled, Gap.Reason reason) {
    public static final Verdict FILLED = new Verdict(List.of(), Gap.Reason.NotKept);

    public Verdict {
      unfilled = List.copyOf(unfilled);
    }
  }

  /** Nothing can be filled in. */
  public static GapFilling none(OpenGap gap, Gap.Reason reason) {
    return new GapFilling(gap, List.of(), Optional.of(new Verdict(List.of(gap.period()), reason)));
  }
}
