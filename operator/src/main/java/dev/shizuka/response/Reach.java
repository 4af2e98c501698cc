package dev.shizuka.response;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/**
 * The time in which what names an alert instance can be about some of its episodes. To decide about these, nothing that was told of the instance at other times
 * need be known ({@link ResponseEvent#soughtAt}), unless an incident has to do with it: that may reach farther.
 *
 * <ol>
 * <li>It begins {@link ResponseJoin#EARLY} before an episode.
 * <li>It ends where the backend's next episode of the instance begins, for whatever is told after that is about that one or a later one.
 * <li>Without a next one it ends {@link ResponseJoin#LATE} after the episode; it has no end while the episode is open.
 * </ol>
 *
 * @param until is in it
 */
public record Reach(Instant from, Instant until) {
  /**
   * The reach of one episode.
   *
   * @param instance all its instance's episodes that closed not before it, or are open; others make no difference
   */
  public static Reach of(EpisodeSpan episode, Collection<EpisodeSpan> instance) {
    Instant from = episode.beganAt().minus(ResponseJoin.EARLY);
    if (episode.closedAt().isEmpty()) {
      return new Reach(from, Instant.MAX);
    }
    Instant closed = episode.closedAt().get();
    Instant late = closed.plus(ResponseJoin.LATE);
    Instant next = instance.stream().filter(other -> other.id().backend().equals(episode.id().backend()))
        .filter(other -> other.closedAt().isEmpty() || other.closedAt().get().isAfter(closed))
        .map(EpisodeSpan::beganAt).min(Comparator.naturalOrder()).orElse(late);
    Instant until = next.isBefore(closed) ? closed : next;
    return new Reach(from, until.isBefore(late) ? until : late);
  }

  /** The shortest that has both in it. */
  public Reach and(Reach other) {
    return new Reach(from.isBefore(other.from) ? from : other.from, until.isAfter(other.until) ? until : other.until);
  }

  /** Whether an episode may be what an event in this reach is about. */
  public boolean touches(EpisodeSpan episode) {
    Instant last = until.equals(Instant.MAX) ? until : until.plus(ResponseJoin.EARLY);
    return episode.overlaps(from.minus(ResponseJoin.EARLY), last);
  }

  /** From when on an episode must have closed, or be open, to be touched. */
  public Instant closedSince() {
    return from.minus(ResponseJoin.EARLY);
  }
}
