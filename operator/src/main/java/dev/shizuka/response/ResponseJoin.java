package dev.shizuka.response;

import dev.shizuka.response.ResponseEvent.ByPerson;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Tracked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which episodes each event is about. A pure function of sets: neither the order of events nor that of episodes makes a difference.
 *
 * <ol>
 * <li>An episode's id means that episode.
 * <li>An alert instance means, at each backend, its episode that is open at the event's time; else the next that begins within {@link #EARLY}, for an
 * alert is polled after people were called; else, for what a person says, the last that closed within {@link #LATE}.
 * <li>A notification is about the instances it tells as firing. One that was delivered after the end is late by {@link #EARLY} at most.
 * <li>An incident that has an id is about the episodes which Alertmanager told of under the incident's dedup key and which were open while the incident
 * was ({@link Incidents}); so somebody who acknowledged it has acknowledged what joins the group later, of which nobody is called again.
 * <li>A dedup key alone is about the episodes that Alertmanager told of under it and that are open at the event's time; else those that begin within
 * {@link #EARLY}; else those that closed last, within {@link #LATE}.
 * </ol>
 */
public final class ResponseJoin {
  /** How much an event may be ahead of the first sighting of its episode: polls, and clocks that differ. */
  public static final Duration EARLY = Duration.ofMinutes(5);
  /** How long after an episode's end people speak of it. */
  public static final Duration LATE = Duration.ofDays(7);

  private final List<EpisodeSpan> episodes;
  private final Map<String, List<EpisodeSpan>> byFingerprint;
  private final Incidents incidents;
  private final SortedMap<String, SortedSet<EpisodeId>> toldByDedupKey = new TreeMap<>();

  private ResponseJoin(List<ResponseEvent> events, Collection<EpisodeSpan> episodes) {
    this.episodes = episodes.stream().sorted(Comparator.comparing(EpisodeSpan::id)).toList();
    this.byFingerprint = this.episodes.stream().collect(Collectors.groupingBy(episode -> episode.id().fingerprint()));
    this.incidents = Incidents.of(events);
    events.stream().filter(Notified.class::isInstance).map(Notified.class::cast)
        .forEach(notified -> toldByDedupKey.computeIfAbsent(notified.dedupKey(), key -> new TreeSet<>())
            .addAll(told(notified)));
  }

  /**
   * What came of it.
   *
   * @param episodes each with its events by time, one a key
   * @param unmatched what is about no episode yet; an incident that is merely tracked waits for none
   */
  public record Joined(SortedMap<EpisodeId, List<ResponseEvent>> episodes, List<ResponseEvent> unmatched) {
    /** What became of one episode. */
    public Handling handling(EpisodeId episode) {
      return ResponseFold.fold(episodes.getOrDefault(episode, List.of()));
    }
  }

  /**
   * Joins events and episodes.
   *
   * @param events all, or a {@link Neighbourhood}
   * @param episodes of all fingerprints that the events name
   */
  public static Joined join(Collection<? extends ResponseEvent> events, Collection<EpisodeSpan> episodes) {
    List<ResponseEvent> distinct = ResponseFold.distinct(events);
    ResponseJoin join = new ResponseJoin(distinct, episodes);
    SortedMap<EpisodeId, List<ResponseEvent>> joined = new TreeMap<>();
    List<ResponseEvent> unmatched = new ArrayList<>();
    for (ResponseEvent event : distinct) {
      Set<EpisodeId> about = join.about(event);
      about.forEach(id -> joined.computeIfAbsent(id, episode -> new ArrayList<>()).add(event));
      if (about.isEmpty() && awaited(event)) {
        unmatched.add(event);
      }
    }
    return new Joined(joined, List.copyOf(unmatched));
  }

  private static boolean awaited(ResponseEvent event) {
    return switch (event) {
      case Tracked tracked -> false;
      case Notified notified -> !notified.firing().isEmpty();
      case ByPerson byPerson -> true;
    };
  }

  private Set<EpisodeId> about(ResponseEvent event) {
    return switch (event) {
      case Tracked tracked -> Set.of();
      case Notified notified -> told(notified);
      case ByPerson byPerson -> switch (byPerson.answer().target()) {
        case EpisodeId id -> ids(episodes.stream().filter(episode -> episode.id().equals(id)));
        case Target.Instance instance -> instance(instance.fingerprint(), event.at(), LATE);
        case Target.Incident incident -> incident(incident, event.at());
      };
    };
  }

  private Set<EpisodeId> told(Notified notified) {
    return notified.firing().stream().flatMap(fingerprint -> instance(fingerprint, notified.at(), EARLY).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<EpisodeId> instance(String fingerprint, Instant at, Duration late) {
    return byFingerprint.getOrDefault(fingerprint, List.of()).stream()
        .collect(Collectors.groupingBy(episode -> episode.id().backend())).values().stream()
        .flatMap(ofBackend -> nearest(ofBackend, at, late)).map(EpisodeSpan::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<EpisodeId> incident(Target.Incident incident, Instant at) {
    Set<EpisodeId> told = incidents.dedupKeys(incident).stream()
        .flatMap(key -> toldByDedupKey.getOrDefault(key, new TreeSet<>()).stream()).collect(Collectors.toSet());
    List<EpisodeSpan> candidates = episodes.stream().filter(episode -> told.contains(episode.id())).toList();
    if (incident.id().isEmpty()) {
      return ids(nearest(candidates, at, LATE));
    }
    Incidents.Span open = incidents.span(incident.id());
    return ids(candidates.stream()
        .filter(episode -> episode.overlaps(open.from().minus(EARLY), open.until().plus(EARLY))));
  }

  private static Stream<EpisodeSpan> nearest(List<EpisodeSpan> candidates, Instant at, Duration late) {
    List<EpisodeSpan> open = candidates.stream().filter(episode -> episode.contains(at)).toList();
    if (!open.isEmpty()) {
      return open.stream();
    }
    List<EpisodeSpan> soon = candidates.stream().filter(episode -> episode.beginsWithin(EARLY, at)).toList();
    if (!soon.isEmpty()) {
      return firstOfEach(soon);
    }
    List<EpisodeSpan> past = candidates.stream().filter(episode -> episode.closedWithin(late, at)).toList();
    Optional<Instant> last = past.stream().flatMap(episode -> episode.closedAt().stream()).max(Instant::compareTo);
    return past.stream().filter(episode -> episode.closedAt().equals(last));
  }

  private static Stream<EpisodeSpan> firstOfEach(List<EpisodeSpan> soon) {
    return soon.stream()
        .filter(episode -> soon.stream().noneMatch(other -> other.id().fingerprint().equals(episode.id().fingerprint())
            && other.id().backend().equals(episode.id().backend()) && other.beganAt().isBefore(episode.beganAt())));
  }

  private static Set<EpisodeId> ids(Stream<EpisodeSpan> spans) {
    return spans.map(EpisodeSpan::id).collect(Collectors.toCollection(TreeSet::new));
  }
}
