package dev.shizuka.ledger.facts;

/**
 * Sums over episodes. Whole numbers all, so that what is added can be taken away again without a trace.
 *
 * @param handlingSquares sum of the squares of each episode's handling seconds, for the range of estimates
 * @param responded actionable episodes that anybody answered
 * @param unattendedBriefly those of {@code unattended} that ended within {@link EpisodeFact#BRIEFLY} of the call
 * @param again episodes whose instance had fired shortly before
 * @param sameDay actionable episodes answered on the day of the call
 * @param missedWithoutCause those of {@code missed} that nobody has given a cause for
 */
public record Sums(long episodes, long firingSeconds, long handlingSeconds, long handlingSquares, long responded,
    long unattended, long unattendedBriefly, long again, long sameDay, long met, long missed, long missedWithoutCause,
    long excluded, long pending) {
  public static final Sums ZERO = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  public Sums plus(Sums more) {
    return with(more, 1);
  }

  public Sums minus(Sums less) {
    return with(less, -1);
  }

  private Sums with(Sums other, int sign) {
    return new Sums(episodes + sign * other.episodes, firingSeconds + sign * other.firingSeconds,
        handlingSeconds + sign * other.handlingSeconds, handlingSquares + sign * other.handlingSquares,
        responded + sign * other.responded, unattended + sign * other.unattended,
        unattendedBriefly + sign * other.unattendedBriefly, again + sign * other.again, sameDay + sign * other.sameDay,
        met + sign * other.met, missed + sign * other.missed,
        missedWithoutCause + sign * other.missedWithoutCause, excluded + sign * other.excluded,
        pending + sign * other.pending);
  }
}
