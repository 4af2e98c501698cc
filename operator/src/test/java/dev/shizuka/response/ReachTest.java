package dev.shizuka.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.response.ResponseEvent.Acknowledged;
import dev.shizuka.response.ResponseEvent.Answer;
import dev.shizuka.response.ResponseEvent.Cause;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Resolved;
import dev.shizuka.response.ResponseEvent.Status;
import dev.shizuka.response.ResponseEvent.Told;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Over weeks, so that events come in time, late, and later than anybody speaks of an episode. */
class ReachTest {
  private static final String FINGERPRINT = "aaaaaaaaaaaaaaaa";
  private static final long DAY = 86_400;

  @Property(tries = 2_000)
  void whatIsToldWithinTheReachOfAnEpisodeDecidesItAsEverythingWould(
      @ForAll("episodes") List<EpisodeSpan> episodes, @ForAll("events") List<ResponseEvent> events) {
    ResponseJoin.Joined all = ResponseJoin.join(events, episodes);
    for (EpisodeSpan episode : episodes) {
      assertDecides(Reach.of(episode, episodes), List.of(episode), episodes, events, all);
    }
  }

  @Property(tries = 1_000)
  void theReachOfSeveralEpisodesDecidesThemAll(@ForAll("episodes") List<EpisodeSpan> episodes,
      @ForAll("events") List<ResponseEvent> events) {
    episodes.stream().map(episode -> Reach.of(episode, episodes)).reduce(Reach::and).ifPresent(
        reach -> assertDecides(reach, episodes, episodes, events, ResponseJoin.join(events, episodes)));
  }

  private static void assertDecides(Reach reach, List<EpisodeSpan> decided, List<EpisodeSpan> episodes,
      List<ResponseEvent> events, ResponseJoin.Joined all) {
    List<ResponseEvent> within = events.stream().filter(event -> {
      Instant sought = event.soughtAt().orElseThrow();
      return !sought.isBefore(reach.from()) && !sought.isAfter(reach.until());
    }).toList();
    List<EpisodeSpan> touched = episodes.stream().filter(reach::touches).toList();
    assertThat(touched).as("what was read").allMatch(
        episode -> episode.closedAt().map(closed -> !closed.isBefore(reach.closedSince())).orElse(true));
    ResponseJoin.Joined near = ResponseJoin.join(within, touched);
    decided.forEach(episode -> assertThat(near.handling(episode.id())).isEqualTo(all.handling(episode.id())));
    assertThat(near.unmatched()).as("what waits").allMatch(all.unmatched()::contains);
  }

  /** Times that lie together often, and days apart as often. */
  private static Arbitrary<Instant> times() {
    return Combinators.combine(Arbitraries.integers().between(0, 20), Arbitraries.of(0, 0, 60, 240, 300, 301, 3_600))
        .as((day, second) -> Instant.EPOCH.plusSeconds(day * DAY + second));
  }

  @Provide
  Arbitrary<List<EpisodeSpan>> episodes() {
    Arbitrary<Long> lengths = Arbitraries.of(60L, 300L, 3_600L, DAY, 9 * DAY);
    return Combinators.combine(times(), lengths, Arbitraries.of("main", "main", "other"), Arbitraries.of(true, true,
        true, false)).as(
            (from, length, backend, over) -> new EpisodeSpan(new EpisodeId(backend, FINGERPRINT, from),
                from, over ? Optional.of(from.plusSeconds(length)) : Optional.empty()))
        .list().ofMaxSize(6).uniqueElements(EpisodeSpan::id);
  }

  @Provide
  Arbitrary<List<ResponseEvent>> events() {
    return Combinators.combine(times(), Arbitraries.integers().between(0, 4), Arbitraries.integers())
        .as(ReachTest::event).list().ofMaxSize(8).uniqueElements(ResponseEvent::key);
  }

  private static ResponseEvent event(Instant at, int kind, int id) {
    DeliveryKey key = new DeliveryKey("test", "" + id);
    Answer ofInstance = new Answer(key, at, new Target.Instance(FINGERPRINT), "sato");
    return switch (kind) {
      case 0 -> new Acknowledged(ofInstance);
      case 1 -> new Resolved(ofInstance);
      case 2 -> new Cause(ofInstance, "cause " + id);
      case 3 -> new Acknowledged(new Answer(key, Instant.EPOCH.plusSeconds(90 * DAY),
          new EpisodeId("main", FINGERPRINT, at), "tanaka"));
      default -> new Notified(key, at, "pager", "{}", List.of(new Told(FINGERPRINT, Status.FIRING)));
    };
  }
}
