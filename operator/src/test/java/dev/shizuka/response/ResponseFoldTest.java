package dev.shizuka.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.response.Handling.Remark;
import dev.shizuka.response.ResponseEvent.Acknowledged;
import dev.shizuka.response.ResponseEvent.Answer;
import dev.shizuka.response.ResponseEvent.Cause;
import dev.shizuka.response.ResponseEvent.Note;
import dev.shizuka.response.ResponseEvent.Reopened;
import dev.shizuka.response.ResponseEvent.Resolved;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseFoldTest {
  private static Answer answer(String id, int second) {
    return new Answer(new DeliveryKey("test", id), Instant.EPOCH.plusSeconds(second),
        new Target.Instance("0123456789abcdef"),
        second % 2 == 0 ? "Hanako" : "Taro");
  }

  private static Instant second(int second) {
    return Instant.EPOCH.plusSeconds(second);
  }

  @Test
  void nothingIsNothing() {
    assertThat(ResponseFold.fold(List.of())).isEqualTo(Handling.NONE);
    assertThat(Handling.NONE.answeredAt()).isEmpty();
  }

  @Test
  void theFirstAnswerCountsWhicheverArrivesFirst() {
    Handling handling = ResponseFold.fold(List.of(new Resolved(answer("c", 30)), new Acknowledged(answer("b", 20)),
        new Acknowledged(answer("a", 11))));
    assertThat(handling.firstAcknowledgedAt()).contains(second(11));
    assertThat(handling.answeredAt()).contains(second(11));
    assertThat(handling.resolvedAt()).contains(second(30));
    assertThat(handling.persons()).containsExactly("Hanako", "Taro");
  }

  @Test
  void resolvedWithoutAcknowledgingIsAnAnswerToo() {
    assertThat(ResponseFold.fold(List.of(new Resolved(answer("c", 30)))).answeredAt()).contains(second(30));
  }

  @Test
  void whatWasReopenedIsResolvedByTheNextResolutionOnly() {
    List<ResponseEvent> reopened = List.of(new Reopened(answer("b", 20)), new Resolved(answer("a", 10)));
    assertThat(ResponseFold.fold(reopened).resolvedAt()).isEmpty();
    assertThat(ResponseFold.fold(reopened).firstResolvedAt()).contains(second(10));
    assertThat(ResponseFold.fold(List.of(reopened.get(0), new Resolved(answer("c", 30)), reopened.get(1))).resolvedAt())
        .contains(second(30));
  }

  @Test
  void theLastCauseStandsAndAllNotesDo() {
    Handling handling = ResponseFold.fold(List.of(new Cause(answer("b", 20), "disk full"),
        new Cause(answer("a", 10), "unknown"), new Note(answer("d", 21), "later"),
        new Note(answer("c", 12), "sooner")));
    assertThat(handling.cause()).contains(new Remark(second(20), "Hanako", "disk full"));
    assertThat(handling.notes()).extracting(Remark::text).containsExactly("sooner", "later");
  }
}
