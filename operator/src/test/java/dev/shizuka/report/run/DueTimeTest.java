package dev.shizuka.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.compile.CronSchedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DueTimeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Optional<String> latest(String cron, String after, String now) {
    return DueTime.latest(CronSchedule.parse(cron, BERLIN), Instant.parse(after), Instant.parse(now))
        .map(Instant::toString);
  }

  @Test
  void aTimeHasComeFromItsVeryMomentOn() {
    assertThat(latest("0 9 * * *", "2026-11-20T08:00:00Z", "2026-11-21T07:59:59.999Z")).isEmpty();
    assertThat(latest("0 9 * * *", "2026-11-20T08:00:00Z", "2026-11-21T08:00:00Z")).contains("2026-11-21T08:00:00Z");
  }

  @Test
  void ofManyThatHaveComeItIsTheLatest() {
    assertThat(latest("0 9 1 * *", "2026-01-15T00:00:00Z", "2026-11-21T00:00:00Z")).contains("2026-11-01T08:00:00Z");
    assertThat(latest("* * * * *", "2024-01-01T00:00:00Z", "2026-11-21T12:34:56Z")).contains("2026-11-21T12:34:00Z");
  }

  @Test
  void nothingIsDueTwiceWhenTheClockGoesBack() {
    assertThat(latest("30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z")).isEmpty();
  }

  @Test
  void aTimeThatTheClockJumpsOverIsDueThatNightAllTheSame() {
    assertThat(latest("30 2 * * *", "2027-03-27T01:30:00Z", "2027-03-28T01:29:59Z")).isEmpty();
    assertThat(latest("30 2 * * *", "2027-03-27T01:30:00Z", "2027-03-28T02:00:00Z")).contains("2027-03-28T01:30:00Z");
  }

  @Test
  void aClockThatWasSetBackMakesNothingDue() {
    assertThat(latest("* * * * *", "2026-11-21T12:00:00Z", "2026-11-21T11:00:00Z")).isEmpty();
  }
}
