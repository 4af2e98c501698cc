package dev.shizuka.ledger;

import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.EpisodeSpan;
import dev.shizuka.response.Handling;
import dev.shizuka.response.Neighbourhood;
import dev.shizuka.response.Reach;
import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseFold;
import dev.shizuka.response.ResponseJoin;
import dev.shizuka.response.ResponseJoin.Joined;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Decides anew, within one transaction, which events are about the episodes of some instances, and what people made of those.
 *
 * <ol>
 * <li>Where no incident of a pager has to do with it, only episodes that the event or the turn of an episode can have changed, from what can be about them
 * ({@link Reach}): that does not grow with an instance's history.
 * <li>Where one has, all episodes of all instances around ({@link Neighbourhood}).
 * </ol>
 */
final class ResponseDecisions {
  private final Handle handle;
  private final Bookkeeping books;
  private final Function<String, LedgerState.Backend> backends;
  private final Map<String, List<ResponseEvent>> linked = new HashMap<>();
  private final Map<String, List<EpisodeSpan>> spans = new HashMap<>();
  private final Map<String, Boolean> incidents = new HashMap<>();
  private final Map<String, Lately> lately = new HashMap<>();
  /** Instances of one group share their neighbourhood. */
  private final Map<Neighbourhood, Joined> joined = new HashMap<>();
  private final Set<String> widely = new TreeSet<>();
  private final Set<ResponseEvent> unmatched = new HashSet<>();
  private final Set<ResponseEvent> about = new HashSet<>();
  /** Events of before that time may be gone, though some episode that they were about is still there. */
  private final Instant deletedBefore;
  private final Map<EpisodeId, Handling> open = new HashMap<>();

  private record Lately(Instant since, List<EpisodeSpan> episodes) {}

  /** @param backends by name, as they are in this transaction */
  ResponseDecisions(Handle handle, Bookkeeping books, Function<String, LedgerState.Backend> backends) {
    this.handle = handle;
    this.books = books;
    this.backends = backends;
    this.deletedBefore = Retention.eventsDeletedBefore(handle);
  }

  /** What these events, which are new, change. */
  void told(Collection<ResponseEvent> added) {
    Map<String, Set<EpisodeSpan>> near = new TreeMap<>();
    for (ResponseEvent event : added) {
      if (event.soughtAt().isEmpty() || incident(event)) {
        widely.addAll(Neighbourhood.around(event, this::linked).fingerprints());
      } else {
        Instant since = event.soughtAt().get().minus(ResponseJoin.LATE);
        List<EpisodeSpan> instances = ResponseTables.fingerprints(event).stream()
            .flatMap(fingerprint -> lately(fingerprint, since).stream()).toList();
        Joined here = join(List.of(event), instances);
        instances.stream().filter(episode -> here.episodes().containsKey(episode.id())).forEach(
            episode -> near.computeIfAbsent(episode.id().fingerprint(), unknown -> new HashSet<>()).add(episode));
      }
    }
    near.forEach((fingerprint, episodes) -> {
      if (!widely.contains(fingerprint)) {
        near(fingerprint, episodes);
      }
    });
    decideWidely();
  }

  /** What the opening or the end of an episode changes, by fingerprint with the time at which the episode began. */
  void turned(Map<String, Instant> episodes) {
    episodes.forEach((fingerprint, began) -> {
      Instant since = began.minus(ResponseJoin.EARLY).minus(ResponseJoin.LATE);
      if (!near(fingerprint, lately(fingerprint, since))) {
        widely.addAll(Neighbourhood.around(fingerprint, this::linked).fingerprints());
      }
    });
    decideWidely();
  }

  /** Decides about some episodes of an instance, unless an incident has to do with it; then it is left to be decided widely. */
  private boolean near(String fingerprint, Collection<EpisodeSpan> changed) {
    Instant first = changed.stream().map(EpisodeSpan::beganAt).min(Instant::compareTo).orElse(Instant.MAX);
    List<EpisodeSpan> instance = changed.isEmpty()
        ? List.of()
        : lately(fingerprint, first.minus(ResponseJoin.EARLY).minus(ResponseJoin.EARLY));
    Optional<Reach> reach = changed.stream().map(episode -> Reach.of(episode, instance)).reduce(Reach::and);
    if (reach.isEmpty()) {
      return true;
    }
    List<ResponseEvent> events = ResponseTables.linked(handle, fingerprint, reach.get());
    if (events.stream().anyMatch(this::incident)) {
      widely.add(fingerprint);
      return false;
    }
    Joined here = join(events, instance.stream().filter(reach.get()::touches).toList());
    changed.forEach(episode -> decide(episode, handled(episode.id()), here));
    return true;
  }

  /** Whether a pager has an incident for the notification. */
  private boolean incident(ResponseEvent event) {
    return event instanceof Notified notified && incidents.computeIfAbsent(notified.dedupKey(),
        unread -> ResponseTables.hasIncident(handle, unread));
  }

  private void decideWidely() {
    // What was decided nearby may be decided again.
    books.writeHandled(handle);
    for (String fingerprint : widely) {
      Neighbourhood neighbourhood = Neighbourhood.around(fingerprint, this::linked);
      Joined here = joined.computeIfAbsent(neighbourhood, this::join);
      Map<EpisodeId, Handled> handled = spans(fingerprint).stream().map(span -> span.id().backend()).distinct()
          .flatMap(backend -> HandlingTables.handled(handle, backend, fingerprint).entrySet().stream())
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
      spans(fingerprint).forEach(span -> decide(span, handled.getOrDefault(span.id(), Handled.NONE), here));
    }
    Set<ResponseEvent> waiting = new HashSet<>(unmatched);
    waiting.removeAll(about);
    ResponseTables.writeWaiting(handle, about, false);
    ResponseTables.writeWaiting(handle, waiting, true);
  }

  /** Episodes of an instance that closed then or later, or are open; perhaps some before. */
  private List<EpisodeSpan> lately(String fingerprint, Instant since) {
    Lately known = lately.get(fingerprint);
    if (known == null || known.since().isAfter(since)) {
      known = new Lately(since, ResponseTables.spans(handle, fingerprint, since));
      lately.put(fingerprint, known);
    }
    return known.episodes();
  }

  private List<ResponseEvent> linked(String link) {
    return linked.computeIfAbsent(link, unread -> ResponseTables.linked(handle, unread));
  }

  private List<EpisodeSpan> spans(String fingerprint) {
    return spans.computeIfAbsent(fingerprint, unread -> ResponseTables.spans(handle, unread));
  }

  private Joined join(Neighbourhood neighbourhood) {
    List<EpisodeSpan> episodes = new ArrayList<>();
    neighbourhood.fingerprints().forEach(name -> episodes.addAll(spans(name)));
    return join(neighbourhood.events(), episodes);
  }

  private Joined join(List<ResponseEvent> events, List<EpisodeSpan> episodes) {
    Joined made = ResponseJoin.join(events, episodes);
    unmatched.addAll(made.unmatched());
    made.episodes().values().forEach(about::addAll);
    return made;
  }

  private Handled handled(EpisodeId id) {
    return HandlingTables.handled(handle, id).orElse(Handled.NONE);
  }

  private void decide(EpisodeSpan episode, Handled before, Joined here) {
    EpisodeId id = episode.id();
    Handling handling = ResponseFold.fold(here.episodes().getOrDefault(id, List.of()), before.handling(),
        deletedBefore);
    if (episode.closedAt().isEmpty()) {
      open.put(id, handling);
    }
    if (before.handling().equals(handling)) {
      return;
    }
    LedgerState.Backend backend = backends.apply(id.backend());
    // What is known of an episode is known until its backend's last poll; without one there is no episode.
    Instant known = backend.lastPoll().orElse(Instant.EPOCH);
    standing(backend, id, before).ifPresent(
        standing -> books.move(Optional.of(standing), standing.with(before.with(handling)), known));
  }

  private Optional<Standing> standing(LedgerState.Backend backend, EpisodeId id, Handled handled) {
    OpenEpisode open = backend.open().get(id.fingerprint());
    return open != null && open.firstSeenAt().equals(id.firstSeenAt())
        ? Optional.of(new Standing(open, Optional.empty(), handled))
        : LedgerTables.episode(handle, id).map(row -> new Standing(row.episode(), row.end(), handled));
  }

  /** What was told of those episodes that are open. */
  Map<EpisodeId, Handling> open() {
    return open;
  }

  /** How many of the events belong to no episode yet, and are kept until they do. */
  long waiting(Collection<ResponseEvent> events) {
    return events.stream().filter(event -> ResponseTables.awaits(event) && !about.contains(event)).count();
  }
}
