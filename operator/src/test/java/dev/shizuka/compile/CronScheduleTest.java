package dev.shizuka.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CronScheduleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void timesAreThoseOfTheZonesOwnClock() {
    assertThat(times("0 9 1 * *", ZoneId.of("Asia/Tokyo"), "2026-11-21T00:00:00Z", 3)).containsExactly(
        "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z");
    assertThat(times("30 8 * * mon-fri", BERLIN, "2026-11-20T07:30:00Z", 2)).containsExactly("2026-11-23T07:30:00Z",
        "2026-11-24T07:30:00Z");
  }

  @Test
  void timeThatTheClockJumpsOverComesAsMuchLater() {
    assertThat(times("30 2 * * *", BERLIN, "2027-03-27T12:00:00Z", 2)).containsExactly("2027-03-28T01:30:00Z",
        "2027-03-29T00:30:00Z");
    // Asked after the jump and before the moved time, which the clock's own reading would have passed already.
    assertThat(times("30 2 * * *", BERLIN, "2027-03-28T01:10:00Z", 1)).containsExactly("2027-03-28T01:30:00Z");
  }

  @Test
  void timeThatTheClockShowsTwiceComesOnce() {
    assertThat(times("30 2 * * *", BERLIN, "2026-10-24T12:00:00Z", 2)).containsExactly("2026-10-25T00:30:00Z",
        "2026-10-26T01:30:00Z");
    assertThat(times("30 2 * * *", BERLIN, "2026-10-25T01:00:00Z", 1)).containsExactly("2026-10-26T01:30:00Z");
  }

  @Test
  void dayOfTheMonthOrDayOfTheWeekWhereBothAreNamed() {
    // crontab(5): if both are restricted, either will do. The 1st is a Tuesday, the first Monday the 7th.
    assertThat(times("0 0 1 * mon", ZoneId.of("UTC"), "2026-11-30T12:00:00Z", 2)).containsExactly(
        "2026-12-01T00:00:00Z", "2026-12-07T00:00:00Z");
  }

  @Test
  void timesNeverGoBackOrComeTwice() {
    for (String zone : List.of("Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "Africa/Cairo")) {
      CronSchedule every = CronSchedule.parse("*/20 * * * *", ZoneId.of(zone));
      Instant at = Instant.parse("2026-10-24T00:00:00Z");
      for (int i = 0; i < 600; i++) {
        Instant next = every.next(at).orElseThrow();
        assertThat(next).isAfter(at);
        at = next;
      }
    }
  }

  @Test
  void linesThatNoCronTakesAreRefusedWithTheReason() {
    for (String line : List.of("", "0 9 1 *", "61 9 * * *", "0 9 * * * *", "@daily", "0 9 * * someday",
        "0 ".repeat(80))) {
      assertThatThrownBy(() -> CronSchedule.parse(line, BERLIN)).as(line).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(times("0 0 31 2 *", BERLIN, "2026-11-21T00:00:00Z", 1)).isEmpty();
  }

  private static List<String> times(String cron, ZoneId zone, String after, int count) {
    CronSchedule schedule = CronSchedule.parse(cron, zone);
    List<String> times = new ArrayList<>();
    Instant at = Instant.parse(after);
    for (int i = 0; i < count; i++) {
      var next = schedule.next(at);
      if (next.isEmpty()) {
        break;
      }
      at = next.get();
      times.add(at.toString());
    }
    return times;
  }
}
