package dev.shizuka.response;

import dev.shizuka.response.ResponseEvent.ByPerson;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Reopened;
import dev.shizuka.response.ResponseEvent.Resolved;
import dev.shizuka.response.ResponseEvent.Tracked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Incidents of pagers, from all that was told of them: their dedup keys and when they were open. PagerDuty opens a new incident for a dedup key only when
 * the one before is resolved, so that an incident whose end nobody told ends at the latest where the next one begins.
 */
final class Incidents {
  /** An incident of which nothing is heard for so long is over, though nobody told its end. */
  static final Duration LONGEST_SILENCE = Duration.ofDays(7);
  private final SortedMap<String, Life> lives = new TreeMap<>();

  /** When an incident was open. */
  record Span(Instant from, Instant until) {}

  private static final class Life {
    private final SortedSet<String> dedupKeys = new TreeSet<>();
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private Instant ended = Instant.MIN;
    private Instant reopened = Instant.MIN;
  }

  private Incidents() {}

  static Incidents of(List<ResponseEvent> events) {
    Incidents incidents = new Incidents();
    events.forEach(event -> incident(event).ifPresent(incident -> incidents.learn(incident, event)));
    return incidents;
  }

  private static Optional<Target.Incident> incident(ResponseEvent event) {
    return switch (event) {
      case Tracked tracked -> Optional.of(tracked.incident());
      case ByPerson byPerson when byPerson.answer().target() instanceof Target.Incident incident ->
        Optional.of(incident);
      case ByPerson elsewhere -> Optional.empty();
      case Notified notified -> Optional.empty();
    };
  }

  private void learn(Target.Incident incident, ResponseEvent event) {
    if (incident.id().isEmpty()) {
      return;
    }
    Life life = lives.computeIfAbsent(incident.id(), id -> new Life());
    if (!incident.dedupKey().isEmpty()) {
      life.dedupKeys.add(incident.dedupKey());
    }
    life.first = earlier(life.first, event.at());
    life.last = later(life.last, event.at());
    if (event instanceof Resolved || event instanceof Tracked tracked && tracked.ended()) {
      life.ended = later(life.ended, event.at());
    }
    if (event instanceof Reopened) {
      life.reopened = later(life.reopened, event.at());
    }
  }

  /** Empty where the incident's dedup key is not known yet. */
  SortedSet<String> dedupKeys(Target.Incident incident) {
    SortedSet<String> keys = new TreeSet<>();
    if (!incident.dedupKey().isEmpty()) {
      keys.add(incident.dedupKey());
    }
    keys.addAll(lives.getOrDefault(incident.id(), new Life()).dedupKeys);
    return keys;
  }

  /** @param id of an incident that some event names */
  Span span(String id) {
    Life life = lives.getOrDefault(id, new Life());
    return new Span(life.first, life.ended.isAfter(life.reopened) ? life.ended : presumedEnd(life));
  }

  /** Two services of one receiver have incidents with the same dedup key side by side: the next one is that which begins when this one is silent. */
  private Instant presumedEnd(Life life) {
    Instant next = lives.values().stream().filter(other -> other.first.isAfter(life.last))
        .filter(other -> other.dedupKeys.stream().anyMatch(life.dedupKeys::contains)).map(other -> other.first)
        .min(Instant::compareTo).orElse(Instant.MAX);
    return earlier(life.last.plus(LONGEST_SILENCE), next);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
