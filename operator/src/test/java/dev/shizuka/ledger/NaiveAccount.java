package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.Answer;
import dev.shizuka.ledger.facts.EpisodeFact;
import dev.shizuka.ledger.facts.MemoryFacts;
import dev.shizuka.ledger.facts.NoiseFacts;
import dev.shizuka.response.DeliveryKey;
import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.EpisodeSpan;
import dev.shizuka.response.Handling;
import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.ResponseJoin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that was ever seen and told, counted anew at each question. It forgets nothing but what people said of no episode at all. */
final class NaiveAccount {
  /** Counted as: neither over nor actionable. */
  static final String OPEN = "open";
  private static final List<String> ALERTS = List.of("a", "b", "c");
  private final Map<String, List<Poll>> polls = new LinkedHashMap<>();
  private final Map<DeliveryKey, ResponseEvent> told = new LinkedHashMap<>();
  private Instant now = Instant.EPOCH;

  private record Episode(EpisodeId id, EpisodeOracle.Known known) {
    EpisodeSpan span() {
      return new EpisodeSpan(id, known.firstSeenAt(), known.closedAt());
    }

    String outcome() {
      return known.outcome().map(Outcome::label).orElse(OPEN);
    }
  }

  Instant now() {
    return now;
  }

  void see(Poll poll) {
    polls.computeIfAbsent(poll.backend(), backend -> new ArrayList<>()).add(poll);
    now = poll.at();
  }

  void hear(ResponseEvent event) {
    told.putIfAbsent(event.key(), event);
  }

  /** What waits for its episode does so for a week. */
  void forgetWhatWaits() {
    ResponseJoin.join(told.values(), episodes().stream().map(Episode::span).toList()).unmatched().stream()
        .filter(event -> event.at().isBefore(now.minus(ResponseJoin.LATE))).forEach(event -> told.remove(event.key()));
  }

  private List<Episode> episodes() {
    List<Episode> episodes = new ArrayList<>();
    polls.forEach((backend, seen) -> ALERTS.forEach(alert -> new EpisodeOracle(seen, alert).known().forEach(
        known -> episodes.add(new Episode(new EpisodeId(backend, alert, known.firstSeenAt()), known)))));
    return episodes;
  }

  /** Whether there is an actionable episode that began longer ago than that, and is over as long, or not. */
  boolean holds(Duration kept, boolean over) {
    Instant before = now.minus(kept);
    return episodes().stream().map(Episode::known).filter(known -> known.calledAt().isPresent())
        .filter(known -> known.firstSeenAt().isBefore(before))
        .anyMatch(known -> over == known.closedAt().filter(closed -> closed.isBefore(before)).isPresent());
  }

  /** Episodes by {@code BACKEND OUTCOME REASON POLICY}; reason and policy where they are suppressed. */
  SortedMap<String, Long> counts() {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (Episode episode : episodes()) {
      Optional<Sighting.Suppression> why = episode.known().why()
          .filter(any -> episode.outcome().equals(Outcome.SUPPRESSED.label()));
      counts.merge(String.join(" ", episode.id().backend(), episode.outcome(),
          why.map(one -> one.reason().label()).orElse(""),
          why.flatMap(Sighting.Suppression::policy).map(policy -> policy.qualifiedName()).orElse("")), 1L, Long::sum);
    }
    return counts;
  }

  NoiseFacts facts() {
    List<Episode> episodes = episodes();
    ResponseJoin.Joined joined = ResponseJoin.join(told.values(), episodes.stream().map(Episode::span).toList());
    return new MemoryFacts(
        episodes.stream().map(episode -> fact(episode, episodes, joined.handling(episode.id()))).toList(),
        SlowFacts.ZONE, now, List.of());
  }

  private static EpisodeFact fact(Episode episode, List<Episode> all, Handling handling) {
    EpisodeOracle.Known known = episode.known();
    EpisodeId id = episode.id();
    List<Answer> answers = new ArrayList<>();
    handling.answeredAt().ifPresent(at -> answers.add(new Answer(at, Answer.Kind.ACKNOWLEDGED, "")));
    handling.resolvedAt().ifPresent(at -> answers.add(new Answer(at, Answer.Kind.RESOLVED, "")));
    handling.cause().ifPresent(cause -> answers.add(new Answer(cause.at(), Answer.Kind.CAUSE, "")));
    Optional<Instant> previous = all.stream()
        .filter(other -> other.id().backend().equals(id.backend())
            && other.id().fingerprint().equals(id.fingerprint()))
        .flatMap(other -> other.known().closedAt().stream())
        .filter(closed -> !closed.isAfter(known.firstSeenAt())).max(Instant::compareTo);
    return new EpisodeFact(id.toString(),
        new AlertSeries(id.backend(), "shop", "", "", "Alert" + id.fingerprint(), "p3"), id.fingerprint(),
        known.firstSeenAt(), known.closedAt(), known.outcome(), known.calledAt(),
        known.why().map(why -> why.reason().label()).orElse(""),
        known.why().flatMap(Sighting.Suppression::policy).map(policy -> policy.qualifiedName()).orElse(""),
        known.calledAt().map(at -> at.plusSeconds(60)), answers,
        handling.cause().map(Handling.Remark::text).orElse(""), previous,
        known.wouldSuppress().stream().map(policy -> policy.qualifiedName()).toList(),
        List.copyOf(handling.receivers()));
  }
}
