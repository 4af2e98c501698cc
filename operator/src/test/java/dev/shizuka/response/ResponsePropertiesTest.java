package dev.shizuka.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.response.ResponseEvent.Acknowledged;
import dev.shizuka.response.ResponseEvent.Answer;
import dev.shizuka.response.ResponseEvent.Cause;
import dev.shizuka.response.ResponseEvent.Note;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Reopened;
import dev.shizuka.response.ResponseEvent.Resolved;
import dev.shizuka.response.ResponseEvent.Status;
import dev.shizuka.response.ResponseEvent.Told;
import dev.shizuka.response.ResponseEvent.Tracked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the network does to deliveries, the ledger ends the same. */
class ResponsePropertiesTest {
  private static final List<String> FINGERPRINTS = List.of("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb");
  private static final List<String> GROUPS = List.of("{}:{a=\"1\"}", "{}:{a=\"2\"}");

  @Property(tries = 500)
  void anyOrderAndRepetitionEndInTheSameHandling(@ForAll("events") List<ResponseEvent> events, @ForAll long seed) {
    Random random = new Random(seed);
    List<ResponseEvent> delivered = new ArrayList<>(events);
    IntStream.range(0, events.size()).filter(index -> random.nextInt(3) == 0)
        .forEach(index -> delivered.add(events.get(index)));
    Collections.shuffle(delivered, random);
    assertThat(ResponseFold.fold(delivered)).isEqualTo(ResponseFold.fold(events));
  }

  @Property(tries = 500)
  void anyOrderOfDeliveriesAndEpisodesEndsInTheSameLedger(@ForAll("events") List<ResponseEvent> events,
      @ForAll("episodes") List<EpisodeSpan> episodes, @ForAll long seed) {
    Random random = new Random(seed);
    MemoryResponses shuffled = new MemoryResponses();
    Stream<Runnable> deliveries = Stream.concat(events.stream(), events.stream()).map(event -> () -> shuffled
        .accept(List.of(event)));
    Stream<Runnable> sightings = episodes.stream().map(episode -> () -> shuffled.sighted(episode));
    List<Runnable> steps = new ArrayList<>(Stream.concat(deliveries, sightings).toList());
    Collections.shuffle(steps, random);
    steps.forEach(Runnable::run);
    MemoryResponses ordered = new MemoryResponses();
    episodes.forEach(ordered::sighted);
    ordered.accept(events);
    assertThat(shuffled.joined()).isEqualTo(ordered.joined());
  }

  @Property(tries = 300)
  void everyAnswerIsAboutAnEpisodeOrWaitsForOne(@ForAll("events") List<ResponseEvent> events,
      @ForAll("episodes") List<EpisodeSpan> episodes) {
    ResponseJoin.Joined joined = ResponseJoin.join(events, episodes);
    HashSet<ResponseEvent> accounted = new HashSet<>(joined.unmatched());
    joined.episodes().values().forEach(accounted::addAll);
    assertThat(events.stream().filter(ResponseEvent.ByPerson.class::isInstance)).allMatch(accounted::contains);
    assertThat(joined.episodes().values())
        .allMatch(about -> Collections.disjoint(about, joined.unmatched()));
  }

  @Property(tries = 500)
  void aNeighbourhoodDecidesWhatEverythingWould(@ForAll("events") List<ResponseEvent> events,
      @ForAll("episodes") List<EpisodeSpan> episodes) {
    ResponseJoin.Joined all = ResponseJoin.join(events, episodes);
    for (String fingerprint : FINGERPRINTS) {
      Neighbourhood around = Neighbourhood.around(fingerprint, linked(events));
      ResponseJoin.Joined joined = ResponseJoin.join(around.events(), spans(episodes, around.fingerprints()));
      spans(episodes, Set.of(fingerprint)).forEach(episode -> assertThat(joined.handling(episode.id()))
          .isEqualTo(all.handling(episode.id())));
    }
  }

  @Property(tries = 500)
  void anEventChangesNoEpisodeOutsideItsNeighbourhood(@ForAll("events") List<ResponseEvent> events,
      @ForAll("episodes") List<EpisodeSpan> episodes) {
    Assume.that(!events.isEmpty());
    ResponseEvent last = events.getLast();
    Set<String> touched = Neighbourhood.around(last, linked(events)).fingerprints();
    ResponseJoin.Joined before = ResponseJoin.join(events.subList(0, events.size() - 1), episodes);
    ResponseJoin.Joined after = ResponseJoin.join(events, episodes);
    episodes.stream().filter(episode -> !touched.contains(episode.id().fingerprint()))
        .forEach(episode -> assertThat(after.handling(episode.id())).isEqualTo(before.handling(episode.id())));
  }

  private static Neighbourhood.Index linked(List<ResponseEvent> events) {
    return link -> events.stream().filter(event -> event.links().contains(link)).toList();
  }

  private static List<EpisodeSpan> spans(List<EpisodeSpan> episodes, Set<String> fingerprints) {
    return episodes.stream().filter(episode -> fingerprints.contains(episode.id().fingerprint())).toList();
  }

  @Property(tries = 300)
  void anEventIsReadAsItWasWritten(@ForAll("events") List<ResponseEvent> events) {
    assertThat(events.stream().map(ResponseText::write).map(ResponseText::read).toList()).isEqualTo(events);
  }

  @Provide
  Arbitrary<List<ResponseEvent>> events() {
    Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 6);
    return Combinators
        .combine(kinds, Arbitraries.integers().between(0, 3_600), targets(), Arbitraries.of("Hanako", "Taro", ""))
        .as((kind, second, target, person) -> event(kind, second, target, person)).list().ofMaxSize(12)
        .map(ResponsePropertiesTest::withKeys);
  }

  /** Each event once: what the sender means, before the network repeats it. */
  private static List<ResponseEvent> withKeys(List<ResponseEvent> events) {
    return events.stream().distinct().toList();
  }

  private static ResponseEvent event(int kind, int second, Target target, String person) {
    Instant at = Instant.EPOCH.plusSeconds(second);
    DeliveryKey key = new DeliveryKey("test", kind + " " + second + " " + target + " " + person);
    Answer answer = new Answer(key, at, target, person);
    return switch (kind) {
      case 0 -> new Acknowledged(answer);
      case 1 -> new Resolved(answer);
      case 2 -> new Reopened(answer);
      case 3 -> new Cause(answer, "cause " + second);
      case 4 -> new Note(answer, "note " + second);
      case 5 -> new Tracked(key, at, new Target.Incident("Q" + second % 3, Sha256.hex(GROUPS.get(second % 2))),
          second % 5 == 0);
      default -> new Notified(key, at, "receiver " + second % 2, GROUPS.get(second % 2),
          List.of(new Told(FINGERPRINTS.get(second % 2), second % 7 == 0 ? Status.RESOLVED : Status.FIRING)));
    };
  }

  private static Arbitrary<Target> targets() {
    return Arbitraries.oneOf(Arbitraries.of(FINGERPRINTS).map(Target.Instance::new),
        Arbitraries.integers().between(0, 2).map(id -> new Target.Incident("Q" + id, Sha256.hex(GROUPS.get(id % 2)))),
        Arbitraries.integers().between(0, 2).map(id -> new Target.Incident("Q" + id, "")),
        Arbitraries.of(GROUPS).map(group -> new Target.Incident("", Sha256.hex(group))),
        Arbitraries.integers().between(0, 5).map(index -> span(index).id()));
  }

  @Provide
  Arbitrary<List<EpisodeSpan>> episodes() {
    return Arbitraries.integers().between(0, 5).set().map(set -> set.stream().sorted()
        .map(ResponsePropertiesTest::span).toList());
  }

  /** Six episodes of two instances, one after the other. */
  private static EpisodeSpan span(int index) {
    Instant from = Instant.EPOCH.plusSeconds(index * 600L);
    return new EpisodeSpan(new EpisodeId("main", FINGERPRINTS.get(index % 2), from), from,
        index >= 4 ? Optional.empty() : Optional.of(from.plusSeconds(500)));
  }
}
