package dev.shizuka.response;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What people made of one episode.
 *
 * @param notifiedAt when Alertmanager first told a receiver that it fires
 * @param receivers who was told
 * @param firstResolvedAt the first time a person called it done; what the response objective asks for
 * @param resolvedAt the last time, where nobody opened it again later; where handling ends
 * @param cause the last one given
 * @param notes by time
 * @param persons who answered, by name
 */
public record Handling(Optional<Instant> notifiedAt, SortedSet<String> receivers, Optional<Instant> firstAcknowledgedAt,
    Optional<Instant> firstResolvedAt, Optional<Instant> resolvedAt, Optional<Remark> cause, List<Remark> notes,
    SortedSet<String> persons) {
  /** Nobody was told and nobody answered. */
  public static final Handling NONE = ResponseFold.fold(List.of());

  public Handling {
    receivers = Collections.unmodifiableSortedSet(new TreeSet<>(receivers));
    notes = List.copyOf(notes);
    persons = Collections.unmodifiableSortedSet(new TreeSet<>(persons));
  }

  /** What a person wrote. */
  public record Remark(Instant at, String person, String text) {}

  /** When a person first acknowledged or resolved it, which is what the response objective is measured by (DESIGN §3). */
  public Optional<Instant> answeredAt() {
    return earliest(Stream.of(firstAcknowledgedAt, firstResolvedAt));
  }

  /** What of it is of the time before that. */
  Handling before(Instant since) {
    boolean nobody = Stream.of(firstAcknowledgedAt, firstResolvedAt, cause.map(Remark::at),
        notes.stream().map(Remark::at).findFirst()).flatMap(Optional::stream).noneMatch(at -> at.isBefore(since));
    Optional<Instant> notified = notifiedAt.filter(at -> at.isBefore(since));
    return new Handling(notified, notified.isPresent() ? receivers : Collections.emptySortedSet(),
        firstAcknowledgedAt.filter(at -> at.isBefore(since)), firstResolvedAt.filter(at -> at.isBefore(since)),
        resolvedAt.filter(at -> at.isBefore(since)), cause.filter(given -> given.at().isBefore(since)),
        notes.stream().filter(note -> note.at().isBefore(since)).toList(),
        nobody ? Collections.emptySortedSet() : persons);
  }

  static Optional<Instant> earliest(Stream<Optional<Instant>> instants) {
    return instants.flatMap(Optional::stream).min(Instant::compareTo);
  }
}
