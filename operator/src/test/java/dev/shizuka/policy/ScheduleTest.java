package dev.shizuka.policy;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

  @Test
  void aWindowGoesByTheClockOfItsZone() {
    Schedule nights = new Schedule(TOKYO, List.of(on(EnumSet.range(MONDAY, FRIDAY), "01:00", "04:30")),
        List.of(range("2026-11-24", "2026-11-24")));
    assertThat(texts(nights, "2026-11-22T00:00:00Z", "2026-11-26T00:00:00Z")).containsExactly(
        "2026-11-22T16:00:00Z 2026-11-22T19:30:00Z", "2026-11-24T16:00:00Z 2026-11-24T19:30:00Z",
        "2026-11-25T16:00:00Z 2026-11-25T19:30:00Z");
  }

  @Test
  void anEndThatIsNotLaterThanTheStartIsOnTheNextDay() {
    assertThat(texts(daily("22:00", "02:00"), "2026-11-22T12:00:00Z", "2026-11-23T12:00:00Z"))
        .containsExactly("2026-11-22T21:00:00Z 2026-11-23T01:00:00Z");
    assertThat(texts(new Schedule(BERLIN, List.of(on(Set.of(SUNDAY), "07:00", "07:00")), List.of()),
        "2026-11-20T00:00:00Z", "2026-11-25T00:00:00Z")).containsExactly("2026-11-22T06:00:00Z 2026-11-23T06:00:00Z");
  }

  @Test
  void exceptTakesOutTheWindowsThatStartOnThatDay() {
    Schedule nights = new Schedule(BERLIN, List.of(on(DAILY, "22:00", "02:00")),
        List.of(range("2026-11-22", "2026-11-23")));
    assertThat(texts(nights, "2026-11-21T12:00:00Z", "2026-11-24T23:30:00Z")).containsExactly(
        "2026-11-21T21:00:00Z 2026-11-22T01:00:00Z", "2026-11-24T21:00:00Z 2026-11-25T01:00:00Z");
  }

  @Test
  void windowsThatTouchOrOverlapAreOne() {
    Schedule weekEnd = new Schedule(BERLIN, List.of(on(EnumSet.of(SATURDAY, SUNDAY), "00:00", "00:00"),
        on(Set.of(FRIDAY), "18:00", "01:00"), on(Set.of(SUNDAY), "10:00", "11:00")), List.of());
    assertThat(texts(weekEnd, "2026-11-21T12:00:00Z", "2026-11-21T12:00:01Z"))
        .containsExactly("2026-11-20T17:00:00Z 2026-11-22T23:00:00Z");
  }

  @Test
  void aWindowThatStartsInAGapStartsAtTheGapsEnd() {
    assertThat(texts(daily("02:30", "04:00"), "2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z"))
        .containsExactly("2026-03-29T01:00:00Z 2026-03-29T02:00:00Z");
    assertThat(texts(daily("01:00", "02:30"), "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z"))
        .containsExactly("2026-03-29T00:00:00Z 2026-03-29T01:00:00Z");
    assertThat(texts(daily("02:10", "02:50"), "2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z")).isEmpty();
  }

  @Test
  void aWindowInAnOverlapCoversBothHours() {
    assertThat(texts(daily("02:10", "02:20"), "2026-10-25T00:00:00Z", "2026-10-25T12:00:00Z"))
        .containsExactly("2026-10-25T00:10:00Z 2026-10-25T01:20:00Z");
    assertThat(texts(daily("01:30", "02:30"), "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z"))
        .containsExactly("2026-10-24T23:30:00Z 2026-10-25T01:30:00Z");
    assertThat(texts(daily("01:00", "02:00"), "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z"))
        .as("ends before the hour that comes twice").containsExactly("2026-10-24T23:00:00Z 2026-10-25T00:00:00Z");
  }

  @Test
  void aDayThatAZoneSkippedHasOnlyWhatReachesIntoTheNextOne() {
    Schedule apia = new Schedule(ZoneId.of("Pacific/Apia"), List.of(on(Set.of(FRIDAY), "09:00", "17:00"),
        on(Set.of(FRIDAY), "22:00", "06:00"), on(Set.of(THURSDAY), "23:00", "02:00")), List.of());
    assertThat(texts(apia, "2011-12-30T00:00:00Z", "2012-01-01T00:00:00Z"))
        .containsExactly("2011-12-30T09:00:00Z 2011-12-30T16:00:00Z");
  }

  @Test
  void whatNeverStopsHasAStartThatDoesNotMove() {
    Schedule always = daily("00:00", "00:00");
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    assertThat(always.windows(now, now.plusSeconds(1))).singleElement().satisfies(window -> {
      assertThat(window.startsAt()).isEqualTo(Instant.EPOCH);
      assertThat(window.endsAt()).isAfter(now.plus(Duration.ofDays(400)));
    });
    Schedule since = new Schedule(BERLIN,
        List.of(new Recurrence(Set.of(), List.of(range("2026-01-01", "2026-12-31")), time("00:00"), time("00:00"))),
        List.of());
    assertThat(texts(since, "2026-11-21T12:00:00Z", "2026-11-21T12:00:01Z"))
        .containsExactly("2025-12-31T23:00:00Z 2026-12-31T23:00:00Z");
  }

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void everyMinuteIsInsideOrOutsideAsTheNaiveDefinitionSays(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> zones = List.of("Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
        "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "UTC");
    ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
    Instant from = start(zone, random);
    Schedule schedule = new Schedule(zone, some(random, LocalDate.ofInstant(from, zone)), List.of());
    int minutes = 6 * 1440;
    BitSet naive = NaiveSchedule.minutes(schedule, from, minutes);
    List<Window> windows = schedule.windows(from, from.plusSeconds(60L * minutes));
    BitSet ours = new BitSet();
    for (int at = 0; at < minutes; at++) {
      Instant moment = from.plusSeconds(60L * at);
      ours.set(at, windows.stream().anyMatch(window -> window.holds(moment)));
    }
    assertThat(ours).as("%s from %s", schedule, from).isEqualTo(naive);
    for (int at = random.nextInt(60); at < minutes; at += 61) {
      assertThat(schedule.covers(from.plusSeconds(60L * at))).isEqualTo(naive.get(at));
    }
    for (int next = 1; next < windows.size(); next++) {
      assertThat(windows.get(next).startsAt()).isAfter(windows.get(next - 1).endsAt());
    }
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void aWindowIsTheSameFromWhereverOneLooks(@ForAll long seed) {
    Random random = new Random(seed);
    Instant from = start(BERLIN, random);
    Schedule schedule = new Schedule(BERLIN, some(random, LocalDate.ofInstant(from, BERLIN)), List.of());
    Instant until = from.plus(Duration.ofDays(6));
    List<Window> all = schedule.windows(from, until);
    for (Window window : all) {
      Instant inside = window.startsAt().isBefore(from) ? from : window.startsAt();
      assertThat(schedule.windows(inside, inside.plusSeconds(1))).containsExactly(window);
    }
  }

  /** Close to where the clock of the zone jumps, half of the time. */
  private static Instant start(ZoneId zone, Random random) {
    Instant some = Instant.parse(zone.getId().equals("Pacific/Apia") ? "2011-06-01T00:00:00Z" : "2026-01-01T00:00:00Z")
        .plus(Duration.ofHours(random.nextInt(300 * 24)));
    var jump = zone.getRules().nextTransition(some);
    return jump == null || random.nextBoolean()
        ? some
        : jump.getInstant().minus(Duration.ofHours(random.nextInt(100)));
  }

  private static List<Recurrence> some(Random random, LocalDate near) {
    List<Recurrence> some = new ArrayList<>();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      DAILY.stream().filter(day -> random.nextInt(3) == 0).forEach(days::add);
      LocalDate date = near.plusDays(random.nextInt(6));
      some.add(new Recurrence(days, List.of(new DateRange(date, date.plusDays(random.nextInt(3)))), some(random),
          some(random)));
    }
    return some;
  }

  private static LocalTime some(Random random) {
    return random.nextInt(3) == 0
        ? LocalTime.of(random.nextInt(24), 0)
        : LocalTime.of(random.nextInt(5), random.nextInt(60));
  }

  private static Schedule daily(String from, String until) {
    return new Schedule(BERLIN, List.of(on(DAILY, from, until)), List.of());
  }

  private static Recurrence on(Set<DayOfWeek> days, String from, String until) {
    return new Recurrence(days, List.of(), time(from), time(until));
  }

  private static LocalTime time(String text) {
    return LocalTime.parse(text);
  }

  private static DateRange range(String first, String last) {
    return new DateRange(LocalDate.parse(first), LocalDate.parse(last));
  }

  private static List<String> texts(Schedule schedule, String from, String until) {
    return schedule.windows(Instant.parse(from), Instant.parse(until)).stream()
        .map(window -> window.startsAt() + " " + window.endsAt()).toList();
  }
}
