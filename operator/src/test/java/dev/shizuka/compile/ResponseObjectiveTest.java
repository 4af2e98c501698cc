package dev.shizuka.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.BusinessHours;
import dev.shizuka.api.AlertPrioritySpec.Response;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ResponseObjectiveTest {
  private static final BusinessHours OFFICE = new BusinessHours("Europe/Berlin", List.of("mon-fri"), "09:00", "18:00");

  @Test
  void withoutBusinessHoursTimeRunsAtAllHours() {
    assertThat(deadline(new Response("30m", 97), "2026-11-21T23:50:00Z")).isEqualTo("2026-11-22T00:20:00Z");
  }

  @Test
  void withBusinessHoursTimeRunsInThemOnly() {
    Response response = new Response("30m", 97, OFFICE, List.of());
    assertThat(deadline(response, "2026-11-20T16:50:00Z")).isEqualTo("2026-11-23T08:20:00Z");
    assertThat(deadline(response, "2026-11-21T12:00:00Z")).isEqualTo("2026-11-23T08:30:00Z");
    assertThat(deadline(response, "2026-11-23T08:00:00Z")).isEqualTo("2026-11-23T08:30:00Z");
    assertThat(deadline(response, "2026-11-23T16:30:00Z")).isEqualTo("2026-11-23T17:00:00Z");
  }

  @Test
  void hoursMayEndWithTheDay() {
    BusinessHours all = new BusinessHours("UTC", List.of("mon-sun"), "00:00", "24:00");
    assertThat(deadline(new Response("48h", null, all, List.of()), "2026-11-21T23:50:00Z"))
        .isEqualTo("2026-11-23T23:50:00Z");
  }

  @Property(tries = 300)
  void deadlineEqualsCountingMinuteByMinute(@ForAll @LongRange(min = 0, max = 60 * 24 * 400) long minute,
      @ForAll @IntRange(min = 1, max = 1500) int within) {
    Instant called = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(minute));
    BusinessHours hours = new BusinessHours("Europe/Berlin", List.of("fri-sun"), "01:00", "04:30");
    assertThat(deadline(new Response(within + "m", null, hours, List.of()), called.toString()))
        .isEqualTo(counted(called, within).toString());
  }

  /** Minutes that begin within the hours count; clocks change in them, on Sundays in Berlin. */
  private static Instant counted(Instant called, int within) {
    Set<DayOfWeek> days = EnumSet.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    int left = within;
    for (Instant at = called;; at = at.plusSeconds(60)) {
      ZonedDateTime local = at.atZone(ZoneId.of("Europe/Berlin"));
      LocalTime time = local.toLocalTime();
      if (days.contains(local.getDayOfWeek()) && !time.isBefore(LocalTime.of(1, 0))
          && time.isBefore(LocalTime.of(4, 30)) && --left == 0) {
        return at.plusSeconds(60);
      }
    }
  }

  @Test
  void mistakesAreToldWhereTheyStand() {
    assertThat(problems(new Response("30m", 97, new BusinessHours("Asia/Tokio", List.of("mon-fry"), "9:00", "18:00"),
        List.of("Busy", "Busy", " "))))
        .containsExactlyInAnyOrder("/spec/response/businessHours/timeZone", "/spec/response/businessHours/days/0",
            "/spec/response/businessHours", "/spec/response/causes/1", "/spec/response/causes/2");
    assertThat(problems(new Response("30m", 97, new BusinessHours("UTC", List.of(), "09:00", "09:00"), List.of())))
        .containsExactlyInAnyOrder("/spec/response/businessHours/days", "/spec/response/businessHours");
    assertThat(problems(new Response("30m", 97, OFFICE, List.of("忙しかった")))).isEmpty();
    assertThat(ResponseObjective.of(new Response("soon", 97))).isEmpty();
  }

  private static List<String> problems(Response response) {
    AlertPrioritySpec spec = new AlertPrioritySpec(2, "critical", List.of(), response, null);
    return PriorityCheck.check(
        new Declared<>(new ResourceId(Kind.ALERT_PRIORITY, "", "p2"), "", 0, spec, Origin.CLUSTER))
        .stream().map(Problem::path).toList();
  }

  private static String deadline(Response response, String called) {
    return ResponseObjective.of(response).orElseThrow().deadline(Instant.parse(called)).toString();
  }
}
