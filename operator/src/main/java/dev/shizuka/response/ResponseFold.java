package dev.shizuka.response;

import dev.shizuka.response.Handling.Remark;
import dev.shizuka.response.ResponseEvent.Acknowledged;
import dev.shizuka.response.ResponseEvent.ByPerson;
import dev.shizuka.response.ResponseEvent.Cause;
import dev.shizuka.response.ResponseEvent.Note;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Reopened;
import dev.shizuka.response.ResponseEvent.Resolved;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * Folds the events of one episode ({@link ResponseJoin}). The order in which they are given and repeated deliveries make no difference.
 *
 * <ol>
 * <li>Of several events with one key the earliest counts, and none of the others.
 * <li>First times are the earliest ones.
 * <li>The episode is resolved by a person at the last time somebody said so, unless it was reopened at or after that.
 * <li>The last cause given stands. All notes stand.
 * <li>Where the events of the time before some moment may be deleted, what was known of that time stands.
 * </ol>
 */
public final class ResponseFold {
  static final Comparator<ResponseEvent> BY_TIME = Comparator.comparing(ResponseEvent::at)
      .thenComparing(ResponseEvent::key).thenComparing(ResponseEvent::toString);

  private final List<ResponseEvent> events;

  private ResponseFold(List<ResponseEvent> events) {
    this.events = events;
  }

  /** @param events all of one episode */
  public static Handling fold(Collection<? extends ResponseEvent> events) {
    return new ResponseFold(distinct(events)).fold();
  }

  /**
   * Folds what is left of the events of one episode.
   *
   * @param known what came of them when all were there
   * @param since those of before that time may be gone
   */
  public static Handling fold(Collection<? extends ResponseEvent> events, Handling known, Instant since) {
    Handling left = fold(events);
    Handling gone = known.before(since);
    boolean reopened = events.stream().anyMatch(Reopened.class::isInstance);
    Optional<Instant> resolvedBefore = reopened ? Optional.empty() : gone.resolvedAt();
    return new Handling(Handling.earliest(Stream.of(gone.notifiedAt(), left.notifiedAt())),
        union(gone.receivers(), left.receivers()),
        Handling.earliest(Stream.of(gone.firstAcknowledgedAt(), left.firstAcknowledgedAt())),
        Handling.earliest(Stream.of(gone.firstResolvedAt(), left.firstResolvedAt())),
        left.resolvedAt().or(() -> resolvedBefore), left.cause().or(gone::cause),
        Stream.concat(gone.notes().stream(), left.notes().stream()).distinct().toList(),
        union(gone.persons(), left.persons()));
  }

  private static SortedSet<String> union(SortedSet<String> some, SortedSet<String> more) {
    SortedSet<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }

  /** One event a key, the earliest, by time. */
  static List<ResponseEvent> distinct(Collection<? extends ResponseEvent> events) {
    SortedMap<DeliveryKey, ResponseEvent> byKey = new TreeMap<>();
    events.forEach(event -> byKey.merge(event.key(), event, BinaryOperator.minBy(BY_TIME)));
    return byKey.values().stream().sorted(BY_TIME).toList();
  }

  private Handling fold() {
    Optional<Instant> resolved = all(Resolved.class).map(ResponseEvent::at).max(Instant::compareTo)
        .filter(at -> all(Reopened.class).allMatch(reopened -> reopened.at().isBefore(at)));
    return new Handling(first(Notified.class),
        new TreeSet<>(all(Notified.class).map(Notified::receiver).toList()), first(Acknowledged.class),
        first(Resolved.class), resolved,
        all(Cause.class).reduce((earlier, later) -> later).map(cause -> remark(cause, cause.text())),
        all(Note.class).map(note -> remark(note, note.text())).toList(), new TreeSet<>(persons()));
  }

  private static Remark remark(ByPerson event, String text) {
    return new Remark(event.at(), event.answer().person(), text);
  }

  private List<String> persons() {
    return all(ByPerson.class).map(event -> event.answer().person()).filter(person -> !person.isEmpty()).toList();
  }

  private Optional<Instant> first(Class<? extends ResponseEvent> type) {
    return all(type).findFirst().map(ResponseEvent::at);
  }

  private <T extends ResponseEvent> Stream<T> all(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast);
  }
}
