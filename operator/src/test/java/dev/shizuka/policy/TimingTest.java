package dev.shizuka.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.policy.Timing.Once;
import dev.shizuka.policy.Timing.Recurring;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimingTest {
  /** A Saturday. */
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant EXPIRES = NOON.plus(Duration.ofDays(300));

  @Test
  void aSilenceStandsAtOnceHoweverFarAhead() {
    Once once = new Once(NOON.plus(Duration.ofDays(99)), NOON.plus(Duration.ofDays(100)));
    assertThat(texts(once, NOON)).containsExactly("2027-02-28T12:00:00Z 2027-03-01T12:00:00Z");
    assertThat(once.next(once.until())).isEmpty();
    assertThat(once.covers(once.from())).isTrue();
    assertThat(once.covers(once.until())).isFalse();
    assertThat(new Once(NOON, NOON).standing(NOON)).isEmpty();
  }

  @Test
  void windowsStandThatStartWithinTheHorizon() {
    assertThat(texts(nights("01:00", "04:30"), NOON)).containsExactly("2026-11-22T01:00:00Z 2026-11-22T04:30:00Z",
        "2026-11-23T01:00:00Z 2026-11-23T04:30:00Z", "2026-11-24T01:00:00Z 2026-11-24T04:30:00Z",
        "2026-11-25T01:00:00Z 2026-11-25T04:30:00Z");
  }

  @Test
  void withinAnHourNothingChanges() {
    Timing nights = nights("12:30", "13:30");
    assertThat(nights.standing(NOON)).hasSize(4).isEqualTo(nights.standing(NOON.plusSeconds(3599)));
    assertThat(nights.standing(NOON.plusSeconds(3600))).hasSize(5).containsAll(nights.standing(NOON));
  }

  @Test
  void aWindowLongerThanTheHorizonIsMadeBitByBitWithOneStart() {
    Timing always = nights("00:00", "00:00");
    assertThat(texts(always, NOON)).containsExactly("1970-01-01T00:00:00Z 2026-11-25T12:00:00Z");
    assertThat(texts(always, NOON.plusSeconds(3600))).containsExactly("1970-01-01T00:00:00Z 2026-11-25T13:00:00Z");
    assertThat(always.next(NOON)).contains(new Window(Instant.EPOCH, EXPIRES));
  }

  @Test
  void nothingStandsLongerThanThePolicy() {
    Recurring short1 = new Recurring(schedule("11:00", "13:00"), NOON.plusMillis(90_500));
    assertThat(texts(short1, NOON)).containsExactly("2026-11-21T11:00:00Z 2026-11-21T12:01:30Z");
    assertThat(short1.covers(NOON.plusSeconds(89))).isTrue();
    assertThat(short1.covers(NOON.plusSeconds(90))).isFalse();
    assertThat(short1.next(NOON.plusSeconds(90))).isEmpty();
    assertThat(short1.standing(NOON.plusSeconds(91))).isEmpty();
  }

  @Test
  void theNextWindowIsFoundHoweverFarAway() {
    Schedule newYear = new Schedule(ZoneOffset.UTC, List.of(new Recurrence(Set.of(),
        List.of(new DateRange(java.time.LocalDate.parse("2027-09-01"), java.time.LocalDate.parse("2027-09-01"))),
        LocalTime.NOON, LocalTime.MIDNIGHT)), List.of());
    Recurring timing = new Recurring(newYear, EXPIRES);
    assertThat(timing.next(NOON).map(Window::startsAt)).contains(Instant.parse("2027-09-01T12:00:00Z"));
    assertThat(timing.standing(NOON)).isEmpty();
    assertThat(timing.next(Instant.parse("2027-09-02T00:00:00Z"))).isEmpty();
  }

  private static Recurring nights(String from, String until) {
    return new Recurring(schedule(from, until), EXPIRES);
  }

  private static Schedule schedule(String from, String until) {
    return new Schedule(ZoneOffset.UTC, List.of(new Recurrence(EnumSet.allOf(DayOfWeek.class), List.of(),
        LocalTime.parse(from), LocalTime.parse(until))), List.of());
  }

  private static List<String> texts(Timing timing, Instant now) {
    return timing.standing(now).stream().map(window -> window.startsAt() + " " + window.endsAt()).toList();
  }
}
