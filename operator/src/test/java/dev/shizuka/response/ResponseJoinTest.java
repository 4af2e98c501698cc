package dev.shizuka.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.response.ResponseEvent.Acknowledged;
import dev.shizuka.response.ResponseEvent.Answer;
import dev.shizuka.response.ResponseEvent.Note;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Status;
import dev.shizuka.response.ResponseEvent.Told;
import dev.shizuka.response.ResponseEvent.Tracked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of {@link ResponseJoin}, in their order. */
class ResponseJoinTest {
  private static final String A = "aaaaaaaaaaaaaaaa";
  private static final String B = "bbbbbbbbbbbbbbbb";
  private static final String GROUP = "{}:{alertname=\"X\"}";
  private static final Target.Incident FIRST = new Target.Incident("Q1", Sha256.hex(GROUP));
  private static final Target.Incident SECOND = new Target.Incident("Q2", Sha256.hex(GROUP));
  private static final Target.Incident NAMELESS = new Target.Incident("", Sha256.hex(GROUP));

  private static Instant minute(int minute) {
    return Instant.parse("2026-11-21T00:00:00Z").plus(Duration.ofMinutes(minute));
  }

  private static EpisodeSpan closed(String fingerprint, int from, int until) {
    return new EpisodeSpan(new EpisodeId("main", fingerprint, minute(from)), minute(from), Optional.of(minute(until)));
  }

  private static EpisodeSpan open(String fingerprint, int from) {
    return new EpisodeSpan(new EpisodeId("main", fingerprint, minute(from)), minute(from), Optional.empty());
  }

  private static Acknowledged acknowledged(Target target, int minute) {
    return new Acknowledged(
        new Answer(new DeliveryKey("test", target + "@" + minute), minute(minute), target, "Hanako"));
  }

  private static Notified notified(int minute, String... fingerprints) {
    return new Notified(new DeliveryKey("alertmanager", List.of(fingerprints) + "@" + minute), minute(minute), "person",
        GROUP, Stream.of(fingerprints).map(fingerprint -> new Told(fingerprint, Status.FIRING)).toList());
  }

  /** The minutes in which the episodes began that the event is about. */
  private static Set<EpisodeId> about(ResponseEvent event, List<? extends ResponseEvent> others,
      EpisodeSpan... episodes) {
    List<ResponseEvent> events = Stream.concat(others.stream(), Stream.of(event)).map(ResponseEvent.class::cast)
        .toList();
    ResponseJoin.Joined joined = ResponseJoin.join(events, List.of(episodes));
    Set<EpisodeId> about = joined.episodes().entrySet().stream().filter(entry -> entry.getValue().contains(event))
        .map(java.util.Map.Entry::getKey).collect(java.util.stream.Collectors.toSet());
    assertThat(joined.unmatched().contains(event)).isEqualTo(about.isEmpty());
    return about;
  }

  @Test
  void anEpisodesIdMeansThatEpisodeWhenever() {
    EpisodeSpan old = closed(A, 0, 10);
    assertThat(about(acknowledged(old.id(), 90_000), List.of(), old, open(A, 20))).containsExactly(old.id());
    assertThat(about(acknowledged(old.id(), 5), List.of(), open(A, 20))).isEmpty();
  }

  @Test
  void anInstanceMeansTheOpenEpisodeElseTheNextElseTheLast() {
    EpisodeSpan old = closed(A, 0, 10);
    EpisodeSpan recent = open(A, 13);
    Target instance = new Target.Instance(A);
    assertThat(about(acknowledged(instance, 10), List.of(), old, recent)).containsExactly(old.id());
    assertThat(about(acknowledged(instance, 11), List.of(), old, recent)).containsExactly(recent.id());
    assertThat(about(acknowledged(instance, 11), List.of(), old)).containsExactly(old.id());
    assertThat(about(acknowledged(instance, 10 + 7 * 24 * 60), List.of(), old)).containsExactly(old.id());
    assertThat(about(acknowledged(instance, 11 + 7 * 24 * 60), List.of(), old)).isEmpty();
    assertThat(about(acknowledged(instance, 20), List.of(), open(B, 0))).isEmpty();
  }

  @Test
  void aNotificationIsNotAboutAnEpisodeLongPast() {
    assertThat(about(notified(14, A), List.of(), closed(A, 0, 10))).hasSize(1);
    assertThat(about(notified(16, A), List.of(), closed(A, 0, 10))).isEmpty();
    assertThat(about(notified(0, A, B), List.of(), open(A, 1), open(B, 5))).hasSize(2);
  }

  @Test
  void anAcknowledgedIncidentCoversWhatJoinsItsGroupLater() {
    EpisodeSpan joinsLater = open(B, 30);
    assertThat(about(acknowledged(FIRST, 5), List.of(notified(0, A), notified(30, A, B)), open(A, 0), joinsLater))
        .contains(joinsLater.id()).hasSize(2);
  }

  @Test
  void anIncidentIsOverWhenThePagerSaysSoAndWhenTheNextOneBegins() {
    List<ResponseEvent> told = List.of(notified(0, A), notified(30, B));
    Tracked ended = new Tracked(new DeliveryKey("pagerduty", "end"), minute(12), FIRST, true);
    Tracked next = new Tracked(new DeliveryKey("pagerduty", "next"), minute(20), SECOND, false);
    EpisodeSpan old = closed(A, 0, 10);
    assertThat(about(acknowledged(FIRST, 5), Stream.concat(told.stream(), Stream.of(ended)).toList(), old, open(B, 30)))
        .containsExactly(old.id());
    assertThat(about(acknowledged(FIRST, 5), Stream.concat(told.stream(), Stream.of(next)).toList(), old, open(B, 30)))
        .containsExactly(old.id());
  }

  @Test
  void incidentsOfTwoServicesStandSideBySide() {
    List<ResponseEvent> told = List.of(notified(0, A), notified(30, B),
        new Tracked(new DeliveryKey("pagerduty", "other"), minute(1), SECOND, false));
    assertThat(about(acknowledged(FIRST, 5), told, open(A, 0), open(B, 30))).hasSize(2);
  }

  @Test
  void anEpisodeThatNobodyWasToldOfIsNotAnsweredByTheGroup() {
    assertThat(about(acknowledged(FIRST, 5), List.of(notified(0, A)), open(A, 0), open(B, 0)))
        .containsExactly(open(A, 0).id());
    EpisodeSpan quietThisTime = open(A, 1_000);
    assertThat(about(acknowledged(SECOND, 1_010), List.of(notified(0, A)), closed(A, 0, 10), quietThisTime)).isEmpty();
  }

  @Test
  void aNoteFindsItsIncidentThroughTheOthers() {
    Note note = new Note(
        new Answer(new DeliveryKey("pagerduty", "n"), minute(15), new Target.Incident("Q1", ""), "Taro"),
        "done");
    assertThat(about(note, List.of(notified(0, A)), closed(A, 0, 10))).isEmpty();
    assertThat(about(note, List.of(notified(0, A), acknowledged(FIRST, 5)), closed(A, 0, 10))).hasSize(1);
  }

  @Test
  void aDedupKeyAloneMeansWhatIsOpenElseWhatClosedLast() {
    EpisodeSpan a = closed(A, 0, 10);
    EpisodeSpan b = closed(B, 0, 30);
    List<Notified> told = List.of(notified(0, A, B));
    assertThat(about(acknowledged(NAMELESS, 5), told, a, b)).containsExactlyInAnyOrder(a.id(), b.id());
    assertThat(about(acknowledged(NAMELESS, 20), told, a, b)).containsExactly(b.id());
    assertThat(about(acknowledged(NAMELESS, 60), told, a, b)).containsExactly(b.id());
  }
}
