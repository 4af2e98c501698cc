package dev.shizuka.ledger;

import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.EpisodeSpan;
import dev.shizuka.response.Handling;
import dev.shizuka.response.Neighbourhood;
import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.ResponseFold;
import dev.shizuka.response.ResponseJoin;
import dev.shizuka.response.ResponseJoin.Joined;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Decides anew, within one transaction, which events are about the episodes of some instances, and what people made of those. */
final class ResponseDecisions {
  private final Handle handle;
  private final Bookkeeping books;
  private final Function<String, Instant> now;
  private final Map<String, List<ResponseEvent>> linked = new HashMap<>();
  private final Map<String, List<EpisodeSpan>> spans = new HashMap<>();
  /** Instances of one group share their neighbourhood. */
  private final Map<Neighbourhood, Joined> joined = new HashMap<>();
  private final Set<ResponseEvent> seen = new HashSet<>();
  private final Set<ResponseEvent> about = new HashSet<>();
  /** Events of before that time may be gone, though some episode that they were about is still there. */
  private final Instant deletedBefore;
  private final Map<EpisodeId, Handling> open = new HashMap<>();

  /** @param now of each backend, until when what is known of its episodes is known */
  ResponseDecisions(Handle handle, Bookkeeping books, Function<String, Instant> now) {
    this.handle = handle;
    this.books = books;
    this.now = now;
    this.deletedBefore = Retention.eventsDeletedBefore(handle);
  }

  /** The instances that are decided together with these. */
  Set<String> around(Collection<String> fingerprints) {
    Set<String> all = new TreeSet<>();
    fingerprints.forEach(fingerprint -> all.addAll(Neighbourhood.around(fingerprint, this::linked).fingerprints()));
    return all;
  }

  /** The instances that an event may be about. */
  Set<String> around(ResponseEvent event) {
    return Neighbourhood.around(event, this::linked).fingerprints();
  }

  private List<ResponseEvent> linked(String link) {
    return linked.computeIfAbsent(link, unread -> ResponseTables.linked(handle, unread));
  }

  private List<EpisodeSpan> spans(String fingerprint) {
    return spans.computeIfAbsent(fingerprint, unread -> ResponseTables.spans(handle, unread));
  }

  void decide(Collection<String> fingerprints) {
    for (String fingerprint : fingerprints) {
      Neighbourhood neighbourhood = Neighbourhood.around(fingerprint, this::linked);
      Joined here = joined.computeIfAbsent(neighbourhood, this::join);
      spans(fingerprint).forEach(span -> {
        Handling handling = decide(span.id(), here.episodes().getOrDefault(span.id(), List.of()));
        if (span.closedAt().isEmpty()) {
          open.put(span.id(), handling);
        }
      });
    }
    Set<ResponseEvent> waiting = new HashSet<>(seen);
    waiting.removeAll(about);
    ResponseTables.writeWaiting(handle, about, false);
    ResponseTables.writeWaiting(handle, waiting, true);
  }

  private Joined join(Neighbourhood neighbourhood) {
    List<EpisodeSpan> episodes = neighbourhood.fingerprints().stream().flatMap(name -> spans(name).stream()).toList();
    Joined made = ResponseJoin.join(neighbourhood.events(), episodes);
    seen.addAll(made.unmatched());
    made.episodes().values().forEach(about::addAll);
    return made;
  }

  private Handling decide(EpisodeId id, List<ResponseEvent> events) {
    Handled before = HandlingTables.handled(handle, id).orElse(Handled.NONE);
    Handling handling = ResponseFold.fold(events, before.handling(), deletedBefore);
    if (!before.handling().equals(handling)) {
      LedgerTables.episode(handle, id).ifPresent(row -> {
        Standing standing = new Standing(row.episode(), row.end(), before);
        books.move(Optional.of(standing), standing.with(before.with(handling)), now.apply(id.backend()));
      });
    }
    return handling;
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
